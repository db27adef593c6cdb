/**
 * What one attention trace is: queries, keys and values of every layer and head, with where they come from. Knows
 * nothing of hardware, and of files only the one door {@link tessera.traces.trace.TraceFiles}.
 */
package tessera.traces.trace;
