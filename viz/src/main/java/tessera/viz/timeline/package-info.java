/**
 * Timelines: what each unit did when, as a trace file that Perfetto (ui.perfetto.dev) and Chrome (chrome://tracing) open.
 * Must not know which units there are.
 */
package tessera.viz.timeline;
