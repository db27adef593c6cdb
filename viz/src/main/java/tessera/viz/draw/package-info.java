/**
 * The drawing kit under the charts: a {@link tessera.viz.draw.Canvas} with an SVG and a PNG form, colours, text widths,
 * scales and ticks. It knows pixels and text, and must not know what a chart, a table or a report is.
 *
 * <p>The SVG form needs no fonts and no AWT: text widths come from a table, so a page looks the same wherever it is made.
 */
package tessera.viz.draw;
