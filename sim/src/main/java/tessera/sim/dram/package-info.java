/**
 * DRAM, cycle by cycle: the device's timing and state, two families of controllers, the injection rules, command trace
 * and an independent checker. A channel is self-contained: {@link tessera.sim.dram.DramChannel}.
 */
package tessera.sim.dram;
