package tessera.models.pattern;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tessera.models.config.ConfigSection;
import tessera.models.golden.RowPrecision;
import tessera.models.pattern.compose.HeadVisitor;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.models.plan.SideWork;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/** Generalized neighborhood attention over the trace's layout: carries the geometry, decides nothing on data. */
final class GnaPattern implements AttentionPattern {
    private static final String COMMON = """
            dilation: 1    # gap between attended tokens
            causal: auto   # yes or no per axis, joined by commas; one word stands for all axes; auto: as the trace
            bits: 16       # width of queries, keys and values
            kernel: fused  # fused, gemm (scores written and read back) or naive (keys gathered token by token)
            """;

    static final PatternDescription DESCRIPTION =
            description("gna", "Generalized Neighborhood Attention", 25, """
            window: auto   # attended tokens per axis such as 18x24x24, full, or auto: a 16th of one axis, 5/16 of several
            stride: auto   # queries per axis that share a window, one number for all axes, or auto: window / 8, / 5 on several
            """ + COMMON);

    static final PatternDescription FNA = description("fna", "Faster Neighborhood Attention", 12, """
            window: auto   # attended tokens per axis such as 18x24x24, full, or auto: a 16th of one axis, 5/16 of several
            stride: 1      # every query has its own window
            """ + COMMON);

    private final String name;
    private final ConfigSection parameters;
    private final int bits;

    private GnaPattern(String name, ConfigSection parameters) {
        this.name = name;
        this.parameters = parameters;
        this.bits = parameters.count("bits", 2, 16);
        if (!List.of("fused", "gemm", "naive").contains(parameters.text("kernel"))) {
            throw parameters.node("kernel").wrong("fused, gemm or naive");
        }
    }

    private static PatternDescription description(String name, String paper, int row, String defaults) {
        return new PatternDescription(
                name,
                "static",
                paper,
                Fidelity.A,
                "none",
                "windows of neighbours in 1 to 3 dimensions, with stride, dilation and causal axes",
                "NATTEN documentation and sources",
                "tile counts of the analysis command",
                "geometry only; counted by tessera gna",
                defaults,
                section -> new GnaPattern(name, section),
                Catalogue.of(row));
    }

    @Override
    public AttentionPlan plan(AttentionTrace trace, Phase phase) {
        return plan(PlanInput.of(trace), phase, (layer, head, plan, attended) -> {});
    }

    @Override
    public AttentionPlan plan(PlanInput input, Phase phase, HeadVisitor visitor) {
        AttentionShape shape = input.shape();
        Geometric mask = geometry(shape);
        HeadPlan plan = new HeadPlan(
                mask, RowPrecision.fixed(bits, bits, bits), 1, SelectionCost.NONE, Reuse.NONE, side(shape, mask));
        Optional<HeadVisitor.Attended> attended = input.hasValues()
                ? Optional.of(new HeadVisitor.Attended(MaskTokens.of(mask, shape)))
                : Optional.empty();
        List<List<HeadPlan>> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            layers.add(Collections.nCopies(shape.headCount(), plan));
            for (int head = 0; head < shape.headCount(); head++) {
                visitor.head(layer, head, plan, attended);
            }
        }
        return new AttentionPlan(name, phase, layers);
    }

    /** What kernels that are not fused write and read back, or gather. */
    private List<SideWork> side(AttentionShape shape, Geometric mask) {
        long pairs = mask.pairCountAtMost();
        return switch (parameters.text("kernel")) {
            case "gemm" -> List.of(new SideWork("scores written and read back", 0, bits, 4 * pairs, 1));
            case "naive" ->
                List.of(new SideWork(
                        "scores written and read back, keys gathered",
                        0,
                        bits,
                        4 * pairs + 2 * pairs * shape.headDim() * bits / 8,
                        1));
            default -> List.of();
        };
    }

    private Geometric geometry(AttentionShape shape) {
        if (shape.queryCount() != shape.keyCount()) {
            throw new InputException("pattern " + name + " on " + shape.name() + " with " + shape.queryCount()
                    + " queries and " + shape.keyCount() + " keys: windows of neighbours need as many queries as keys");
        }
        boolean isFlat = parameters.text("causal").equals("auto") && shape.isCausal();
        List<Integer> layout = isFlat ? List.of(shape.keyCount()) : shape.layout();
        try {
            List<Integer> window = window(layout);
            return new Geometric(
                    layout,
                    window,
                    stride(window),
                    extents("dilation", layout.size()),
                    flags(shape.isCausal(), layout.size()));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "pattern " + name + " on layout " + layout + " of trace " + shape.name() + ": " + e.getMessage(),
                    e);
        }
    }

    private List<Integer> window(List<Integer> layout) {
        return switch (parameters.text("window")) {
            case "full" -> layout;
            case "auto" ->
                layout.stream()
                        .map(axis -> Math.max(1, layout.size() == 1 ? axis / 16 : axis * 5 / 16))
                        .toList();
            default -> extents("window", layout.size());
        };
    }

    private List<Integer> stride(List<Integer> window) {
        return parameters.text("stride").equals("auto")
                ? window.stream()
                        .map(axis -> Math.min(axis, Math.max(2, axis / (window.size() == 1 ? 8 : 5))))
                        .toList()
                : extents("stride", window.size());
    }

    private List<Integer> extents(String key, int axes) {
        String text = parameters.text(key);
        if (!text.matches("[0-9]{1,9}(x[0-9]{1,9}){0,2}")) {
            throw new InputException("pattern " + name + ": " + key + " = '" + text
                    + "': expected whole numbers joined by x, such as 18x24x24");
        }
        List<Integer> extents = new ArrayList<>();
        for (String part : text.split("x", -1)) {
            extents.add(Integer.parseInt(part));
        }
        return extents.size() == 1 ? Collections.nCopies(axes, extents.get(0)) : extents;
    }

    private List<Boolean> flags(boolean isCausal, int axes) {
        String text = parameters.text("causal");
        List<Boolean> flags = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            switch (part.strip()) {
                case "auto" -> flags.add(isCausal);
                case "yes", "true" -> flags.add(true);
                case "no", "false" -> flags.add(false);
                default ->
                    throw new InputException("pattern " + name + ": causal = '" + text
                            + "': expected auto, or yes or no per axis, joined by commas");
            }
        }
        return flags.size() == 1 ? Collections.nCopies(axes, flags.get(0)) : flags;
    }
}
