package tessera.models.pattern.mask;

import java.util.function.IntUnaryOperator;

/** A mask known from sizes alone. Thread-safe. */
@FunctionalInterface
public interface StaticMask {
    /** Every query alike, but for edges that move along with it. */
    IntUnaryOperator EVERYWHERE = query -> Integer.MAX_VALUE;

    /** Adds the keys of one query; hidden keys are cut by {@code out}. */
    void spans(int query, Spans out);

    /**
     * The first query behind this one from which on the mask may look different. Up to there, from one query to the next,
     * every edge of a span stays or moves on by one key.
     */
    default int steadyUntil(int query) {
        return query + 1;
    }

    /** Both masks together. */
    default StaticMask or(StaticMask other) {
        StaticMask both = (query, out) -> {
            spans(query, out);
            other.spans(query, out);
        };
        return steady(query -> Math.min(steadyUntil(query), other.steadyUntil(query)), both);
    }

    /** The same mask, steady over runs of queries. */
    static StaticMask steady(IntUnaryOperator until, StaticMask mask) {
        return new StaticMask() {
            @Override
            public void spans(int query, Spans out) {
                mask.spans(query, out);
            }

            @Override
            public int steadyUntil(int query) {
                return until.applyAsInt(query);
            }
        };
    }

    /** Where queries of a run of so many, aligned, are alike. */
    static IntUnaryOperator inRunsOf(int queries) {
        return query -> (int) Math.min(Integer.MAX_VALUE, (query / queries + 1L) * queries);
    }
}
