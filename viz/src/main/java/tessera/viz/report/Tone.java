package tessera.viz.report;

/** How an answer or a note is to be taken; always said in words too, never by colour alone. */
public enum Tone {
    /** A figure to be read. */
    PLAIN,
    /** A check that holds. */
    GOOD,
    /** A limit to keep in mind, or a check that was not made. */
    CAUTION,
    /** A check that failed. */
    BAD
}
