/** What {@code tessera dram} prints. */
package tessera.cli.dram;
