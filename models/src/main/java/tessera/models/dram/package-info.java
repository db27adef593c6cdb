/**
 * What a DRAM is and is asked for, on paper: organisation, timing, constraints, address maps, controller policy, energy
 * table, presets. Must not know cycles: the model that runs them is {@code tessera.sim.dram}.
 */
package tessera.models.dram;
