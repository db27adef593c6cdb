/**
 * Charts: small immutable values that say what is shown, and one class, {@link tessera.viz.chart.ChartImage}, that turns
 * them into SVG and PNG. A chart must not know where its numbers come from, nor what page it stands on.
 *
 * <p>A new kind of chart is one new class that implements {@link tessera.viz.chart.Chart}.
 */
package tessera.viz.chart;
