package tessera.extras.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tessera.extras.capture.onnx.AttentionFinder;
import tessera.extras.capture.onnx.SoftmaxAttention;
import tessera.traces.capture.CaptureModel;
import tessera.traces.capture.CaptureRequest;
import tessera.traces.capture.CapturedTrace;
import tessera.traces.capture.TraceCapture;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

/**
 * Captures text encoders in ONNX: finds every softmax attention in the graph, makes its Q, Kᵀ, V and P outputs of the
 * model, runs ONNX Runtime, and checks that the trace's probabilities are the model's.
 */
public final class OnnxCapture implements TraceCapture {
    /** Beyond this, something other than scaling and a causal mask acts on the scores. Models with int8 weights: 4e-5. */
    private static final double LARGEST_DIFFERENCE = 1e-3;

    @Override
    public List<CaptureModel> models() {
        return KnownModel.ALL.stream().map(KnownModel::description).toList();
    }

    @Override
    public CapturedTrace capture(CaptureRequest request) {
        ModelInput model = ModelInput.load(request.source());
        List<Integer> tokens = tokens(model, request);
        long start = System.nanoTime();
        List<SoftmaxAttention> attentions = AttentionFinder.find(model.graph());
        Set<String> taps = new LinkedHashSet<>();
        attentions.forEach(attention -> taps.addAll(attention.tensors()));
        try (TappedRun run = TappedRun.load(model.graph().withOutputs(taps), model.place())) {
            long loaded = System.nanoTime();
            run.run(tokens);
            long done = System.nanoTime();
            List<CapturedLayer> layers = layers(attentions, run, model);
            return trace(
                    request, model, tokens.size(), attentions, layers, (loaded - start) * 1e-9, (done - loaded) * 1e-9);
        }
    }

    private static List<Integer> tokens(ModelInput model, CaptureRequest request) {
        List<Integer> tokens = model.tokenizer().encode(request.text());
        int limit = Math.min(model.contextTokens(), request.tokenLimit());
        if (tokens.size() > limit && request.tokenLimit() == Integer.MAX_VALUE) {
            throw new InputException(request.textName() + ": " + tokens.size() + " tokens, " + model.place()
                    + " takes at most " + limit + "; give a shorter text or --truncate " + limit);
        }
        return model.tokenizer().truncated(tokens, limit);
    }

    private static List<CapturedLayer> layers(List<SoftmaxAttention> attentions, TappedRun run, ModelInput model) {
        List<CapturedLayer> layers = new ArrayList<>();
        for (SoftmaxAttention attention : attentions) {
            try {
                layers.add(CapturedLayer.of(attention, run));
            } catch (InputException e) {
                throw e.getMessage().startsWith(model.place()) ? e : e.at(model.place());
            }
            CapturedLayer first = layers.get(0);
            CapturedLayer last = layers.get(layers.size() - 1);
            if (!first.query().shapeText().equals(last.query().shapeText())
                    || !first.key().shapeText().equals(last.key().shapeText())) {
                throw new InputException(model.place() + ": expected attention layers of one shape, found "
                        + first.query().shapeText() + " at " + first.label() + " and "
                        + last.query().shapeText() + " at " + last.label());
            }
        }
        return layers;
    }

    private static CapturedTrace trace(
            CaptureRequest request,
            ModelInput model,
            int tokenCount,
            List<SoftmaxAttention> attentions,
            List<CapturedLayer> layers,
            double loadSeconds,
            double runSeconds) {
        TraceDescription description = describe(request, model, tokenCount);
        AttentionTrace exact = build(layers, description, StoredPrecision.FP32);
        Verification.Worst worst = Verification.compare(exact, layers);
        if (!(worst.difference() <= LARGEST_DIFFERENCE)) {
            throw new InputException(
                    model.place() + ": softmax(Q K^T / sqrt(d)) differs from the model's probabilities by "
                            + worst.difference() + " at " + worst.place()
                            + ": expected scores with scaling and a zero or causal"
                            + " mask only, found " + attentions.get(0).label() + " with added tensors "
                            + attentions.get(0).added());
        }
        AttentionTrace stored =
                request.precision() == StoredPrecision.FP32 ? exact : build(layers, description, request.precision());
        return new CapturedTrace(
                stored,
                new CapturedTrace.Figures(
                        worst.difference(),
                        Verification.compare(stored, layers).difference(),
                        Verification.rowSumError(layers),
                        loadSeconds,
                        runSeconds));
    }

    private static AttentionTrace build(
            List<CapturedLayer> layers, TraceDescription description, StoredPrecision precision) {
        HeadTensor query = layers.get(0).query();
        HeadTensor key = layers.get(0).key();
        TraceShape shape = new TraceShape(
                layers.size(),
                query.headCount(),
                key.headCount(),
                query.rowCount(),
                key.rowCount(),
                query.columnCount(),
                List.of(key.rowCount()),
                Verification.isCausal(layers));
        AttentionTraceBuilder builder = new AttentionTraceBuilder(shape, description, precision);
        for (CapturedLayer layer : layers) {
            builder.addLayer(
                    layer.query().values(), layer.key().values(), layer.value().values());
        }
        return builder.build();
    }

    private static TraceDescription describe(CaptureRequest request, ModelInput model, int tokenCount) {
        String textName = request.textName().replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[^.]*$", "");
        String name =
                request.traceName().isEmpty() ? model.name() + "-" + textName + "-" + tokenCount : request.traceName();
        String provenance = model.origin() + ", text SHA-256 "
                + Sha256.of(request.text().getBytes(StandardCharsets.UTF_8)) + "; " + tokenCount + " tokens";
        return new TraceDescription(name, model.name(), request.text(), provenance, request.command());
    }
}
