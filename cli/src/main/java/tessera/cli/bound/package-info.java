/** The waterfall of one pattern or of all of them on a machine, for people and for programs. */
package tessera.cli.bound;
