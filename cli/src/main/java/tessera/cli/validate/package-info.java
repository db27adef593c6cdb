/** {@code tessera validate}: every published figure beside ours. Knows machines and workloads, not how results are printed. */
package tessera.cli.validate;
