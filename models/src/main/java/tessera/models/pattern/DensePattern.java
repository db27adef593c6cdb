package tessera.models.pattern;

import tessera.models.config.ConfigSection;
import tessera.models.golden.RowPrecision;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;

/** Every query attends to every key it may see. */
final class DensePattern {
    static final PatternDescription DESCRIPTION = new PatternDescription(
            "dense",
            "dense",
            "-",
            Fidelity.A,
            "none",
            "every query attends to every key it may see; nothing pruned, one bit width",
            "definition",
            "attended pairs = queries x keys",
            "tested",
            """
            query_bits: 12   # the accelerator's datapath width
            key_bits: 12     # the same
            value_bits: 12   # the same
            """,
            DensePattern::make);

    private DensePattern() {}

    private static AttentionPattern make(ConfigSection parameters) {
        RowPrecision precision = precision(parameters);
        return (trace, phase) -> {
            Geometric everything = Geometric.dense(trace.layout(), trace.isCausal());
            HeadPlan head = new HeadPlan(everything, precision, 1, SelectionCost.NONE, Reuse.NONE);
            return new AttentionPlan("dense", phase, Plans.perHead(trace, (layer, index) -> head));
        };
    }

    static RowPrecision precision(ConfigSection parameters) {
        return RowPrecision.fixed(
                parameters.count("query_bits", 2, 16),
                parameters.count("key_bits", 2, 16),
                parameters.count("value_bits", 2, 16));
    }
}
