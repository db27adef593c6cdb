/**
 * The simulation kernel: components, the Fifos between them, clocks, and the two drivers that step them. The contract
 * is on one page in docs/kernel.md. Knows nothing of attention or of any machine.
 */
package tessera.sim.kernel;
