package tessera.models.plan;

/** How attention is executed. */
public enum Phase {
    /** All queries of a head at once: keys and values are loaded once and reused by every query. */
    PREFILL,
    /** One query at a time: every query loads the keys and values it needs. */
    DECODE
}
