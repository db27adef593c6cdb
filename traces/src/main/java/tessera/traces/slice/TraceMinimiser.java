package tessera.traces.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/**
 * Finds a small part of a trace that still shows something: layers, heads, queries and keys are taken away, large pieces
 * first, as long as the predicate holds. The result is minimal in so far as no single layer, head, or query or key at
 * either end of its range can be taken away.
 *
 * <p><b>Source:</b> Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2), 2002
 * (ddmin, complements only).
 */
public final class TraceMinimiser {
    private final AttentionTrace trace;
    private final Predicate<AttentionTrace> predicate;
    private TraceSlice best;
    private int tries;

    /**
     * The outcome.
     *
     * @param slice what is left
     * @param tries how often the predicate was asked
     */
    public record Minimised(AttentionTrace trace, TraceSlice slice, int tries) {}

    private TraceMinimiser(AttentionTrace trace, Predicate<AttentionTrace> predicate) {
        this.trace = trace;
        this.predicate = predicate;
        this.best = TraceSlice.all(trace);
    }

    /** Shrinks the trace; an input error if the predicate does not even hold for the whole of it. */
    public static Minimised minimise(AttentionTrace trace, Predicate<AttentionTrace> predicate) {
        TraceMinimiser minimiser = new TraceMinimiser(trace, predicate);
        if (!minimiser.isKept(minimiser.best)) {
            throw new InputException(trace.name() + ": expected a trace for which the predicate holds, found it does"
                    + " not hold for the whole trace");
        }
        minimiser.run();
        return new Minimised(minimiser.best.of(trace), minimiser.best, minimiser.tries);
    }

    private void run() {
        TraceSlice before;
        do {
            before = best;
            shrinkList(best.layers(), best::withLayers);
            shrinkList(best.heads(), best::withHeads);
            shrinkSpan(true);
            shrinkSpan(false);
        } while (!before.equals(best));
    }

    /** Takes away runs of ever smaller length. */
    private void shrinkList(List<Integer> all, Function<List<Integer>, TraceSlice> make) {
        List<Integer> kept = all;
        for (int length = Math.max(1, all.size() / 2); length >= 1; length /= 2) {
            for (int from = 0; from < kept.size() && kept.size() > 1; ) {
                List<Integer> fewer = new ArrayList<>(kept.subList(0, from));
                fewer.addAll(kept.subList(Math.min(kept.size(), from + length), kept.size()));
                if (!fewer.isEmpty() && accept(make.apply(fewer))) {
                    kept = fewer;
                } else {
                    from += length;
                }
            }
        }
    }

    /** Takes away tokens at both ends, ever fewer at a time. */
    private void shrinkSpan(boolean isQueries) {
        Span whole = isQueries ? best.queries() : best.keys();
        for (int length = Math.max(1, whole.count() / 2); length >= 1; length /= 2) {
            boolean isShrunk = true;
            while (isShrunk) {
                Span span = isQueries ? best.queries() : best.keys();
                if (span.count() <= length) {
                    break;
                }
                isShrunk = accept(with(isQueries, new Span(span.from(), span.to() - length)))
                        || accept(with(isQueries, new Span(span.from() + length, span.to())));
            }
        }
    }

    private TraceSlice with(boolean isQueries, Span span) {
        return isQueries ? best.withQueries(trace, span) : best.withKeys(span);
    }

    private boolean accept(TraceSlice candidate) {
        boolean isKept = isPossible(candidate) && isKept(candidate);
        if (isKept) {
            best = candidate;
        }
        return isKept;
    }

    /** Whether the slice is a trace: of a causal one, keys cannot be cut anywhere. */
    private boolean isPossible(TraceSlice candidate) {
        return !trace.isCausal()
                || (candidate.keys().to()
                                == trace.shape().visibleKeys(candidate.queries().to() - 1)
                        && candidate.keys().from()
                                < trace.shape().visibleKeys(candidate.queries().from()));
    }

    private boolean isKept(TraceSlice candidate) {
        tries++;
        return predicate.test(candidate.of(trace));
    }
}
