/**
 * Cycle models of single hardware blocks at their ports: the same streams, cycle for cycle, as the blocks' Verilog.
 * Knows no Verilog.
 */
package tessera.sim.block;
