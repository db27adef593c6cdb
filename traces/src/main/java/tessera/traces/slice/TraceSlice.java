package tessera.traces.slice;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceLayer;
import tessera.traces.trace.TraceShape;

/**
 * A part of a trace: some layers and heads, a range of queries and one of keys. Values are copied bit for bit. Of a causal
 * trace, the keys end where the last query sees them, so that each query keeps seeing what it saw from the first key on.
 *
 * @param layers indices in order, not empty
 * @param heads query heads in order, not empty
 * @param queries range of queries
 * @param keys range of keys
 */
public record TraceSlice(List<Integer> layers, List<Integer> heads, Span queries, Span keys) {
    public TraceSlice {
        layers = List.copyOf(layers);
        heads = List.copyOf(heads);
    }

    /** The whole trace. */
    public static TraceSlice all(AttentionTrace trace) {
        return new TraceSlice(
                indices(Span.all(trace.layerCount())),
                indices(Span.all(trace.headCount())),
                Span.all(trace.queryCount()),
                Span.all(trace.keyCount()));
    }

    /** The queries before the decode steps, with the keys they see. */
    public static TraceSlice prefill(AttentionTrace trace) {
        requireSteps(trace);
        if (trace.shape().prefillCount() == 0) {
            throw new InputException(trace.name() + ": expected queries before the decode steps, found none");
        }
        return all(trace).withQueries(trace, new Span(0, trace.shape().prefillCount()));
    }

    /** All decode steps: one query each, the keys from the start on. */
    public static TraceSlice decode(AttentionTrace trace) {
        requireSteps(trace);
        return all(trace).withQueries(trace, new Span(trace.shape().prefillCount(), trace.queryCount()));
    }

    /** One decode step, counted from 0: its query, and the keys in the cache at that moment. */
    public static TraceSlice step(AttentionTrace trace, int step) {
        requireSteps(trace);
        int steps = trace.shape().decodeStepCount();
        if (step < 0 || step >= steps) {
            throw new InputException("--step " + step + ": expected 0 to " + (steps - 1));
        }
        int query = trace.shape().prefillCount() + step;
        return all(trace).withQueries(trace, new Span(query, query + 1));
    }

    /** The same with these queries; of a causal trace the keys then end where the last of them sees. */
    public TraceSlice withQueries(AttentionTrace trace, Span span) {
        int end = trace.isCausal() ? trace.shape().visibleKeys(span.to() - 1) : keys.to();
        return new TraceSlice(layers, heads, span, new Span(Math.min(keys.from(), end - 1), end));
    }

    /** The same with these keys. */
    public TraceSlice withKeys(Span span) {
        return new TraceSlice(layers, heads, queries, span);
    }

    /** The same with these layers. */
    public TraceSlice withLayers(List<Integer> some) {
        return new TraceSlice(some, heads, queries, keys);
    }

    /** The same with these query heads. */
    public TraceSlice withHeads(List<Integer> some) {
        return new TraceSlice(layers, some, queries, keys);
    }

    /** All indices of a range. */
    public static List<Integer> indices(Span span) {
        return IntStream.range(span.from(), span.to()).boxed().toList();
    }

    /** Cuts the part out. */
    public AttentionTrace of(AttentionTrace trace) {
        checkKeys(trace);
        List<Integer> kvHeads = kvHeads(trace.shape());
        boolean isWhole = keys.count() == trace.keyCount();
        TraceShape shape = new TraceShape(
                layers.size(),
                heads.size(),
                kvHeads.size(),
                queries.count(),
                keys.count(),
                trace.headDim(),
                isWhole ? trace.layout() : List.of(keys.count()),
                trace.isCausal(),
                Math.max(
                        0, queries.to() - Math.max(queries.from(), trace.shape().prefillCount())));
        List<TraceLayer> cut = new ArrayList<>();
        for (int layer : layers) {
            TraceLayer own = trace.layer(layer);
            cut.add(new TraceLayer(
                    part(own.query(), heads, queries, trace.headDim()),
                    part(own.key(), kvHeads, keys, trace.headDim()),
                    part(own.value(), kvHeads, keys, trace.headDim())));
        }
        return new AttentionTrace(shape, trace.description(), cut);
    }

    private void checkKeys(AttentionTrace trace) {
        if (!trace.isCausal()) {
            return;
        }
        int end = trace.shape().visibleKeys(queries.to() - 1);
        int firstSees = trace.shape().visibleKeys(queries.from());
        if (keys.to() != end || keys.from() >= firstSees) {
            throw new InputException("keys " + keys.from() + ":" + keys.to() + ": in a causal trace the queries "
                    + queries.from() + ":" + queries.to() + " need keys that end at " + end + " and begin before "
                    + firstSees);
        }
    }

    /** The key/value heads that are kept: one for each group where whole groups are kept, else one for each head. */
    private List<Integer> kvHeads(TraceShape shape) {
        int group = shape.headCount() / shape.kvHeadCount();
        List<Integer> each = heads.stream().map(shape::kvHead).toList();
        List<Integer> distinct = each.stream().distinct().toList();
        if (heads.size() % distinct.size() != 0) {
            return each;
        }
        int kept = heads.size() / distinct.size();
        for (int i = 0; i < heads.size(); i++) {
            if (!each.get(i).equals(distinct.get(i / kept)) || kept > group) {
                return each;
            }
        }
        return distinct;
    }

    private static StoredTensor part(StoredTensor tensor, List<Integer> heads, Span tokens, int headDim) {
        int bytes = tensor.precision().bytes();
        int length = tokens.count() * headDim * bytes;
        ByteBuffer kept = ByteBuffer.allocate(Math.multiplyExact(heads.size(), length));
        float[] scales = tensor.scales();
        float[] keptScales = new float[scales.length == 0 ? 0 : heads.size()];
        for (int i = 0; i < heads.size(); i++) {
            int from = (heads.get(i) * tensor.headElements() + tokens.from() * headDim) * bytes;
            kept.put(tensor.elements().slice(from, length));
            if (scales.length > 0) {
                keptScales[i] = scales[heads.get(i)];
            }
        }
        kept.flip();
        return tensor.precision() == StoredPrecision.INT8
                ? StoredTensor.int8(kept, keptScales)
                : StoredTensor.floating(tensor.precision(), kept, heads.size());
    }

    private static void requireSteps(AttentionTrace trace) {
        if (trace.shape().decodeStepCount() == 0) {
            throw new InputException(trace.name() + ": expected a trace with decode steps, found one without");
        }
    }
}
