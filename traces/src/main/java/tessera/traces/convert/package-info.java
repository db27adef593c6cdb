/** Traces out of and into files that other programs write and read. Knows nothing of hardware. */
package tessera.traces.convert;
