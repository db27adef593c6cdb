/** Files written whole or not at all. */
package tessera.traces.file;
