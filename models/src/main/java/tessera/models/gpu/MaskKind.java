package tessera.models.gpu;

/** What a kernel checks for every score of a tile. */
public enum MaskKind {
    /** Nothing. */
    NONE,
    /** Whether the key exists: one compare per score. */
    BOUNDS,
    /** Whether the query attends the key: its coordinates, two compares per axis. */
    FINE
}
