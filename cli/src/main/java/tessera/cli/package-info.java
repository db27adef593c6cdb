/** The command line: parses, calls the modules, prints. Holds no model of its own. */
package tessera.cli;
