package tessera.sim.gpu;

/** In which order the query tiles of a head are launched; heads follow one another. */
public enum LaunchOrder {
    /** Raster order: what the kernels do. */
    RASTER,
    /** Last tile first: with a causal mask, the longest first. */
    REVERSED
}
