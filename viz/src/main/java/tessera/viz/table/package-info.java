/** Tables of results: one value, printed as text, JSON, CSV or HTML. */
package tessera.viz.table;
