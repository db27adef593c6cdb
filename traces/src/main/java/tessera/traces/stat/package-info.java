/**
 * What follows from a trace: attention probabilities, recomputed from queries and keys, and the figures that
 * {@code tessera trace info} prints. Knows nothing of hardware and files.
 */
package tessera.traces.stat;
