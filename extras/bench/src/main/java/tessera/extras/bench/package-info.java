/** Benchmarks of the performance targets; never part of the tests. */
package tessera.extras.bench;
