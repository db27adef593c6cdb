/** What the commands under {@code tessera trace} share: where traces are written, and how that is printed. */
package tessera.cli.trace;
