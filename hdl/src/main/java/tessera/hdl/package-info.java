/** Placeholder. */
package tessera.hdl;
