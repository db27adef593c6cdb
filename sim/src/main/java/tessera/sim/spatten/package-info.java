/**
 * The SpAtten machine, cycle by cycle: one component per unit of the paper's block diagram, wired in {@link
 * tessera.sim.spatten.SpAttenMachine}. Words in the Fifos name rows; what a unit computes for a row it asks the {@link
 * tessera.sim.spatten.Datapath} for, at the cycle at which it has its inputs. Knows no Verilog and no charts.
 */
package tessera.sim.spatten;
