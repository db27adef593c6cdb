/** The parts of {@code tessera report}: each simulates or counts something, and says what it found in words, charts, tables and JSON. */
package tessera.cli.report;
