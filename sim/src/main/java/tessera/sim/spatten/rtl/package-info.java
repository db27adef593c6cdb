/**
 * The released RTL of SpAtten, register by register: same cycles, same reads, same polls.
 *
 * <p>The machine is two kernel components joined by its address and response FIFOs: {@code SpAttenRtlCore}, whose units
 * share combinational ready chains, and {@code FetchMemory}. Inside a component the units are evaluated from the taker to
 * the giver, so that a register that is emptied can be refilled in the same cycle, as in the RTL. Facts and sources:
 * docs/spatten-rtl.md. Knows no workload files and no numbers of its own: those are in {@code models}.
 */
package tessera.sim.spatten.rtl;
