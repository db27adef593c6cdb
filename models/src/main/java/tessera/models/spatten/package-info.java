/**
 * Work as a SpAtten-style machine executes it: loads of keys and values, and rows (one query each) that use them. Made from
 * workload files or from traces with a plan; read by bounds and by the cycle model. Knows no cycles but those of the
 * selection, which depend on data.
 */
package tessera.models.spatten;
