/**
 * NumPy's array files, read strictly and written deterministically: NPY (one array) and NPZ (a ZIP of them). Sizes are
 * checked against the real file before anything is allocated. Knows nothing of attention.
 */
package tessera.traces.npy;
