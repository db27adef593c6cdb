/** CTAs of a costed plan on the slots of a GPU, one event per CTA. */
package tessera.sim.attend;
