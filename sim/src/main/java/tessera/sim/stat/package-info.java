/**
 * The statistics tree: counters, histograms, formulas and ledgers, each with a unit and a description from the start;
 * dumped as flat text or JSON in the order of declaration. Knows nothing of any machine.
 */
package tessera.sim.stat;
