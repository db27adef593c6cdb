/** What all commands share: the common options, results on stdout, one-line errors on stderr. */
package tessera.cli.output;
