/**
 * Work as the released RTL of SpAtten gets it: what its test driver makes of a workload file, the index table that stands
 * for cascade pruning, the model that the top-k delays are drawn from. Read by bounds and by the cycle model; knows no
 * cycle model.
 */
package tessera.models.rtl;
