/** Memory as a machine sees it: channels that take addresses and give back tags. Knows nothing of who asks. */
package tessera.sim.memory;
