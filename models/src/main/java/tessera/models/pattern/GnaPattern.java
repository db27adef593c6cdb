package tessera.models.pattern;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tessera.models.config.ConfigSection;
import tessera.models.golden.RowPrecision;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/** Generalized neighborhood attention over the trace's layout: carries the geometry, decides nothing on data. */
final class GnaPattern {
    static final PatternDescription DESCRIPTION = new PatternDescription(
            "gna",
            "static",
            "Generalized Neighborhood Attention",
            Fidelity.A,
            "none",
            "windows of neighbours in 1 to 3 dimensions, with stride, dilation and causal axes",
            "NATTEN documentation and sources",
            "tile counts of the analysis command",
            "geometry only; counted by tessera gna",
            """
            window: full   # attended tokens per axis such as 18x24x24, or full
            stride: 1      # queries per axis that share a window; one number stands for all axes
            dilation: 1    # gap between attended tokens
            causal: no     # yes or no per axis, joined by commas; one word stands for all axes
            bits: 16       # width of queries, keys and values
            """,
            GnaPattern::make);

    private GnaPattern() {}

    private static AttentionPattern make(ConfigSection parameters) {
        int bits = parameters.count("bits", 2, 16);
        String window = parameters.text("window");
        String stride = parameters.text("stride");
        String dilation = parameters.text("dilation");
        String causal = parameters.text("causal");
        return (trace, phase) -> {
            HeadPlan head = new HeadPlan(
                    geometry(trace, window, stride, dilation, causal),
                    RowPrecision.fixed(bits, bits, bits),
                    1,
                    SelectionCost.NONE,
                    Reuse.NONE);
            return new AttentionPlan("gna", phase, Plans.perHead(trace, (layer, index) -> head));
        };
    }

    private static Geometric geometry(
            AttentionTrace trace, String window, String stride, String dilation, String causal) {
        List<Integer> layout = trace.layout();
        try {
            return new Geometric(
                    layout,
                    window.equals("full") ? layout : extents("window", window, layout.size()),
                    extents("stride", stride, layout.size()),
                    extents("dilation", dilation, layout.size()),
                    flags(causal, layout.size()));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "pattern gna on layout " + layout + " of trace " + trace.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<Integer> extents(String key, String text, int axes) {
        if (!text.matches("[0-9]{1,9}(x[0-9]{1,9}){0,2}")) {
            throw new InputException(
                    "pattern gna: " + key + " = '" + text + "': expected whole numbers joined by x, such as 18x24x24");
        }
        List<Integer> extents = new ArrayList<>();
        for (String part : text.split("x", -1)) {
            extents.add(Integer.parseInt(part));
        }
        return extents.size() == 1 ? Collections.nCopies(axes, extents.get(0)) : extents;
    }

    private static List<Boolean> flags(String text, int axes) {
        List<Boolean> flags = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            switch (part.strip()) {
                case "yes", "true" -> flags.add(true);
                case "no", "false" -> flags.add(false);
                default ->
                    throw new InputException(
                            "pattern gna: causal = '" + text + "': expected yes or no per axis, joined by commas");
            }
        }
        return flags.size() == 1 ? Collections.nCopies(axes, flags.get(0)) : flags;
    }
}
