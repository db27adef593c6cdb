package tessera.cli.trace;

import java.util.List;
import picocli.CommandLine.Option;
import tessera.traces.check.InputException;
import tessera.traces.trace.TraceShape;

/** The shape of a synthetic trace. */
public final class ShapeOptions {
    @Option(names = "--tokens", paramLabel = "N", description = "Key tokens along one axis (default: 1024).")
    private Integer tokens;

    @Option(names = "--layout", paramLabel = "AxBxC", description = "Key tokens per axis, instead of --tokens.")
    private String layout;

    @Option(names = "--queries", paramLabel = "N", description = "Queries (default: as many as keys).")
    private Integer queries;

    @Option(names = "--layers", paramLabel = "N", description = "Layers (default: 1).")
    private Integer layers;

    @Option(names = "--heads", paramLabel = "N", description = "Query heads (default: 8).")
    private Integer heads;

    @Option(names = "--kv-heads", paramLabel = "N", description = "Key/value heads (default: as many as heads).")
    private Integer kvHeads;

    @Option(names = "--head-dim", paramLabel = "N", description = "Elements of a vector, at least 8 (default: 64).")
    private Integer headDim;

    @Option(names = "--causal", description = "Queries see only the keys up to their own place.")
    private boolean causal;

    @Option(
            names = "--decode-steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "The last N queries are decode steps; with --causal (default: 0).")
    private int decodeSteps;

    /** The shape asked for. */
    public TraceShape shape() {
        if (tokens != null && layout != null) {
            throw new InputException("expected --tokens or --layout, got both");
        }
        if (tokens != null && tokens < 1) {
            throw new InputException("--tokens " + tokens + ": expected at least 1");
        }
        List<Integer> axes = layout == null ? List.of(tokens == null ? 1024 : tokens) : LayoutText.parse(layout);
        int keyCount;
        try {
            keyCount = axes.stream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new InputException("--layout " + layout + ": expected at most 2147483647 tokens", e);
        }
        int headCount = heads == null ? 8 : heads;
        return new TraceShape(
                layers == null ? 1 : layers,
                headCount,
                kvHeads == null ? headCount : kvHeads,
                queries == null ? keyCount : queries,
                keyCount,
                headDim == null ? 64 : headDim,
                axes,
                causal,
                decodeSteps);
    }

    /** The shape of a trace that is imitated, with more or fewer tokens if asked for. */
    public TraceShape like(TraceShape captured) {
        boolean hasMore = layout != null
                || queries != null
                || layers != null
                || heads != null
                || kvHeads != null
                || headDim != null
                || causal
                || decodeSteps != 0;
        if (hasMore) {
            throw new InputException("--like takes its shape from the trace; only --tokens changes it");
        }
        if (tokens == null) {
            return captured;
        }
        return new TraceShape(
                captured.layerCount(),
                captured.headCount(),
                captured.kvHeadCount(),
                tokens,
                tokens,
                captured.headDim(),
                List.of(tokens),
                captured.causal());
    }
}
