/** What {@code tessera simulate} prints: results of workload files and of traces as tables and JSON. */
package tessera.cli.simulate;
