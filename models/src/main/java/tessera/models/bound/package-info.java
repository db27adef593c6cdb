/**
 * Lower bounds and serial times in closed form, from parameters and workload counts only. Knows no cycle model: that is
 * what makes them a check of it.
 */
package tessera.models.bound;
