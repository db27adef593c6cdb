/** Placeholder. */
package tessera.sim;
