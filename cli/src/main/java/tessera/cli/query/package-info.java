/** SQL over the stored rows of explorations: which studies there are, and how answers are printed; the database itself is extras/duckdb. */
package tessera.cli.query;
