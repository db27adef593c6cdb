/** What {@code tessera gna} prints: text for people, rows for spreadsheets, a stream of answers for scripts. */
package tessera.cli.gna;
