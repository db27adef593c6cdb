/** One class per command: its options, its call into the modules, its printing. */
package tessera.cli.command;
