/** What every module uses to say that an input or a tool is wrong. Knows nothing of attention. */
package tessera.traces.check;
