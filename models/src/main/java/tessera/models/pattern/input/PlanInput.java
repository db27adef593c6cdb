package tessera.models.pattern.input;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.traces.trace.AttentionTrace;

/**
 * What a pattern decides on: a shape, and the values of a trace where there is one. Probabilities of a head are computed once
 * and kept as long as memory lasts, so that many patterns can look at them. Safe for many threads.
 */
public final class PlanInput {
    private final AttentionShape shape;
    private final Optional<AttentionTrace> trace;
    private final List<List<SoftReference<HeadValues>>> heads = new ArrayList<>();

    private PlanInput(AttentionShape shape, Optional<AttentionTrace> trace) {
        this.shape = shape;
        this.trace = trace;
        for (int layer = 0; trace.isPresent() && layer < shape.layerCount(); layer++) {
            List<SoftReference<HeadValues>> row = new ArrayList<>();
            for (int head = 0; head < shape.headCount(); head++) {
                row.add(new SoftReference<>(null));
            }
            heads.add(row);
        }
    }

    public static PlanInput of(AttentionTrace trace) {
        return new PlanInput(AttentionShape.of(trace), Optional.of(trace));
    }

    /** A shape without values: what is decided on data gets a synthetic stand-in. */
    public static PlanInput of(AttentionShape shape) {
        return new PlanInput(shape, Optional.empty());
    }

    public AttentionShape shape() {
        return shape;
    }

    /** The trace behind the values; empty for a shape. */
    public Optional<AttentionTrace> trace() {
        return trace;
    }

    public boolean hasValues() {
        return trace.isPresent();
    }

    /** Queries, keys, values and probabilities of one head; an IllegalStateException without values. */
    public HeadValues head(int layer, int head) {
        AttentionTrace source =
                trace.orElseThrow(() -> new IllegalStateException("shape " + shape.name() + " has no values"));
        List<SoftReference<HeadValues>> row = heads.get(layer);
        HeadValues values;
        synchronized (row) {
            values = row.get(head).get();
            if (values == null) {
                values = new HeadValues(
                        shape,
                        layer,
                        head,
                        source.query(layer, head),
                        source.key(layer, head),
                        source.value(layer, head));
                row.set(head, new SoftReference<>(values));
            }
        }
        return values;
    }
}
