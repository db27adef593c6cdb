/**
 * The report: a page as a value ({@link tessera.viz.report.ReportPage}: answers, facts, sections of text, charts, tables
 * and commands) and a writer that makes one folder of it, with a self-contained offline {@code index.html}. It must not
 * know what is simulated, nor the command line.
 */
package tessera.viz.report;
