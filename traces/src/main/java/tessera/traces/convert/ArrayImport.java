package tessera.traces.convert;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.convert.ImportNames.Role;
import tessera.traces.npy.NamedArrays;
import tessera.traces.npy.NpyArray;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceLayer;
import tessera.traces.trace.TraceShape;

/** Makes a trace of arrays that another program wrote, and compares it with that program's probabilities if they came. */
public final class ArrayImport {
    /** Beyond this, the probabilities that came along are not those of softmax(q · k / sqrt(headDim)). */
    private static final double LARGEST_DIFFERENCE = 1e-2;

    private final NamedArrays file;
    private final ImportOptions options;
    private final ImportNames names;

    /**
     * The outcome.
     *
     * @param comparedLayers layers whose probabilities came along
     * @param difference largest difference to them; 0 if none came
     * @param ignored arrays of the file that were not used
     */
    public record Imported(AttentionTrace trace, int comparedLayers, double difference, List<String> ignored) {
        public Imported {
            ignored = List.copyOf(ignored);
        }
    }

    private ArrayImport(NamedArrays file, ImportOptions options) {
        this.file = file;
        this.options = options;
        this.names = new ImportNames(file, options.names());
    }

    /** Reads the arrays; what does not fit together is an input error that names file and array. */
    public static Imported of(NamedArrays file, ImportOptions options) {
        return new ArrayImport(file, options).imported();
    }

    private Imported imported() {
        List<ForeignTensor> queries = tensors(Role.QUERY);
        List<ForeignTensor> keys = tensors(Role.KEY);
        List<ForeignTensor> values = tensors(Role.VALUE);
        TraceShape shape = shape(queries, keys);
        StoredPrecision own = own(queries, keys, values);
        List<TraceLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            layers.add(new TraceLayer(
                    stored(queries, layer, shape.headCount(), shape.queryCount(), shape, own, options.queryFactor()),
                    stored(keys, layer, shape.kvHeadCount(), shape.keyCount(), shape, own, 1),
                    stored(values, layer, shape.kvHeadCount(), shape.keyCount(), shape, own, 1)));
        }
        AttentionTrace trace;
        try {
            trace = new AttentionTrace(shape, options.description(), layers);
        } catch (InputException e) {
            throw e.at(file.name());
        }
        return compared(trace);
    }

    private List<ForeignTensor> tensors(Role role) {
        if (!names.hasLayers()) {
            return ForeignTensor.layers(file.array(names.required(role, 0)), options.isTokensFirst());
        }
        List<ForeignTensor> tensors = new ArrayList<>();
        for (int layer = 0; layer < names.layerCount(); layer++) {
            tensors.add(ForeignTensor.of(file.array(names.required(role, layer)), options.isTokensFirst()));
        }
        return tensors;
    }

    private TraceShape shape(List<ForeignTensor> queries, List<ForeignTensor> keys) {
        ForeignTensor query = queries.get(0);
        ForeignTensor key = keys.get(0);
        try {
            return new TraceShape(
                    queries.size(),
                    query.heads(),
                    key.heads(),
                    query.tokens(),
                    key.tokens(),
                    query.headDim(),
                    options.layout().isEmpty() ? List.of(key.tokens()) : options.layout(),
                    options.causal(),
                    options.decodeStepCount());
        } catch (InputException e) {
            throw e.at(file.name());
        }
    }

    private static StoredPrecision own(
            List<ForeignTensor> queries, List<ForeignTensor> keys, List<ForeignTensor> values) {
        List<ForeignTensor> all = new ArrayList<>(queries);
        all.addAll(keys);
        all.addAll(values);
        StoredPrecision first = all.get(0).ownPrecision();
        return all.stream().allMatch(tensor -> tensor.ownPrecision() == first) ? first : StoredPrecision.FP32;
    }

    private StoredTensor stored(
            List<ForeignTensor> tensors,
            int layer,
            int heads,
            int tokens,
            TraceShape shape,
            StoredPrecision own,
            double factor) {
        if (layer >= tensors.size()) {
            throw new InputException(tensors.get(0).array().place() + ": expected " + shape.layerCount()
                    + " layers as the queries have, got " + tensors.size());
        }
        ForeignTensor tensor = tensors.get(layer);
        if (tensor.heads() != heads || tensor.tokens() != tokens || tensor.headDim() != shape.headDim()) {
            throw new InputException(tensor.array().place() + ": expected " + heads + " heads x " + tokens
                    + " tokens x head dim " + shape.headDim() + ", got " + tensor.heads() + " x " + tensor.tokens()
                    + " x " + tensor.headDim());
        }
        return tensor.stored(options.precision(), own, factor);
    }

    private Imported compared(AttentionTrace trace) {
        double worst = 0;
        int count = 0;
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            boolean isThere = names.has(Role.PROBABILITIES, names.hasLayers() ? layer : 0);
            if (isThere && names.hasLayers()) {
                NpyArray own = file.array(names.required(Role.PROBABILITIES, layer));
                worst = Math.max(worst, difference(trace, layer, ForeignTensor.of(own, false)));
                count++;
            } else if (isThere) {
                NpyArray own = file.array(names.required(Role.PROBABILITIES, 0));
                List<ForeignTensor> all = ForeignTensor.layers(own, false);
                if (all.size() != trace.layerCount()) {
                    throw new InputException(
                            own.place() + ": expected " + trace.layerCount() + " layers, got " + all.size());
                }
                worst = Math.max(worst, difference(trace, layer, all.get(layer)));
                count++;
            }
        }
        return new Imported(trace, count, worst, names.ignored());
    }

    private static double difference(AttentionTrace trace, int layer, ForeignTensor own) {
        String place = own.array().place();
        if (own.heads() != trace.headCount()
                || own.tokens() != trace.queryCount()
                || own.headDim() != trace.keyCount()) {
            throw new InputException(place + ": expected probabilities [" + trace.headCount() + " heads, "
                    + trace.queryCount() + " queries, " + trace.keyCount() + " keys], got "
                    + own.array().shape());
        }
        double worst = 0;
        float[] values = own.values();
        int headElements = Math.multiplyExact(trace.queryCount(), trace.keyCount());
        for (int head = 0; head < trace.headCount(); head++) {
            float[] recomputed = AttentionProbabilities.of(trace, layer, head);
            for (int i = 0; i < headElements; i++) {
                float probability = values[head * headElements + i];
                double difference = Math.abs((double) probability - recomputed[i]);
                worst = Math.max(worst, difference);
                // Written so that a NaN counts as a difference.
                if (!(difference <= LARGEST_DIFFERENCE)) {
                    int query = i / trace.keyCount();
                    int key = i % trace.keyCount();
                    boolean isLater = trace.isCausal() && key >= trace.shape().visibleKeys(query);
                    throw new InputException(place + ": head " + head + ", query " + query + ", key " + key + ": "
                            + (isLater
                                    ? "expected 0, since the trace was said to be causal, got " + probability
                                    : "expected softmax(q k / sqrt(head_dim)) = " + recomputed[i] + ", got "
                                            + probability + "; see --causal and --query-factor"));
                }
            }
        }
        return worst;
    }
}
