package tessera.cli.output;

/** How results are printed. */
public enum Format {
    /** Aligned text for people. */
    TABLE,
    /** One JSON value, or one a line where the command's description says so. */
    JSON,
    /** RFC 4180 with a header line. */
    CSV
}
