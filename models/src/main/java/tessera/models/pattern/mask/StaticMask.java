package tessera.models.pattern.mask;

/** A mask known from sizes alone. Thread-safe. */
@FunctionalInterface
public interface StaticMask {
    /** Adds the keys of one query; hidden keys are cut by {@code out}. */
    void spans(int query, Spans out);

    /** Both masks together. */
    default StaticMask or(StaticMask other) {
        return (query, out) -> {
            spans(query, out);
            other.spans(query, out);
        };
    }
}
