/** Smaller traces out of larger ones: parts, and the smallest part that still shows something. */
package tessera.traces.slice;
