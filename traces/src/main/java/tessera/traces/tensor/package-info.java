/** Numbers as traces keep them: int8 with a scale per head, binary16, binary32. Knows nothing of files or attention. */
package tessera.traces.tensor;
