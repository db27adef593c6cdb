/** The file formats of traces, and the traces that come with the program. Adding a format: one file, one line in the list. */
package tessera.traces.format;
