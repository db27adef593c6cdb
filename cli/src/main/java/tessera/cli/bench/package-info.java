/** The seam between {@code tessera bench} and the benchmarks in extras/bench, which are not on the core class path. */
package tessera.cli.bench;
