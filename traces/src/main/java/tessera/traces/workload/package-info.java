/** Work given as counts instead of tensors: who fetches how many keys and values at which width. Knows no machine. */
package tessera.traces.workload;
