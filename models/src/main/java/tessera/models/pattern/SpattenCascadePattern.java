package tessera.models.pattern;

import java.util.List;
import java.util.stream.IntStream;
import tessera.models.config.ConfigSection;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.CascadeReplay;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.RowPrecision;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Phase;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/**
 * SpAtten's cascade: token and head pruning by accumulated importance, carried through all layers of the trace, local value
 * pruning and progressive quantisation.
 */
final class SpattenCascadePattern {
    static final PatternDescription DESCRIPTION = new PatternDescription(
            "spatten-cascade",
            "cascade",
            "SpAtten (HPCA 2021)",
            Fidelity.A,
            "QKV, ML",
            "cascade token and head pruning, local value pruning, progressive quantisation",
            "arXiv 2012.09852 v3, sections III and V-A; keep ratios from the authors' GPT-2 workload files",
            "kept counts of 1024 tokens meet the authors' files (921, 819, 614, 307)",
            "tested",
            """
            token_unpruned_fraction: 0.15   # paper V-A: share of the first layers that keep all tokens
            token_start_keep: 0.9           # GPT-2-medium file: first step, 921 of 1024
            token_average_keep: 0.6         # so that the end is 0.3, its last step: 307 of 1024
            head_unpruned_fraction: 0.3     # paper V-A: the same for heads
            head_start_keep: 1.0            # assumption: pruning of heads sets in gently
            head_average_keep: 0.8125       # so that the end is 0.625: 10 of 16 heads, as in the GPT-2-medium file
            value_keep: 0.3                 # decode: 307 of 1024 values, GPT-2-medium file
            prefill_value_keep: 1.0         # prefill: the released BERT model has no local top-k
            query_bits: 12                  # paper table I: 12 x 12 bit multipliers
            key_msb_bits: 8                 # GPT-2-medium file, name: k8b, plus 4
            key_lsb_bits: 4                 # the same
            value_bits: 8                   # the same
            max_probability_threshold: 0.05 # the same: requant 0.05; decode only, the paper has none for BERT
            """,
            SpattenCascadePattern::make,
            Catalogue.of(32));

    private SpattenCascadePattern() {}

    private static AttentionPattern make(ConfigSection parameters) {
        CascadeParams decode = params(parameters, Phase.DECODE);
        CascadeParams prefill = params(parameters, Phase.PREFILL);
        return (trace, phase) -> plan(trace, phase, phase == Phase.DECODE ? decode : prefill);
    }

    static CascadeParams params(ConfigSection parameters, Phase phase) {
        try {
            RowPrecision precision = new RowPrecision(
                    parameters.count("query_bits", 2, 16),
                    parameters.count("key_msb_bits", 2, 16),
                    parameters.count("key_lsb_bits", 0, 14),
                    parameters.count("value_bits", 2, 16),
                    parameters.number("max_probability_threshold", 0, 1));
            boolean isDecode = phase == Phase.DECODE;
            return new CascadeParams(
                    schedule(parameters, "token"),
                    schedule(parameters, "head"),
                    parameters.number(isDecode ? "value_keep" : "prefill_value_keep", 1e-6, 1),
                    isDecode ? precision : precision.merged());
        } catch (IllegalArgumentException e) {
            throw new InputException("pattern spatten-cascade: " + e.getMessage(), e);
        }
    }

    private static KeepSchedule schedule(ConfigSection parameters, String what) {
        return new KeepSchedule(
                parameters.number(what + "_unpruned_fraction", 0, 1),
                parameters.number(what + "_start_keep", 1e-6, 1),
                parameters.number(what + "_average_keep", 1e-6, 1));
    }

    private static AttentionPlan plan(AttentionTrace trace, Phase phase, CascadeParams params) {
        CascadeReplay.Survivors survivors = CascadeReplay.run(trace, params);
        List<KeyList> lists = IntStream.range(0, trace.layerCount())
                .mapToObj(layer -> keyList(trace, survivors.tokens()[layer]))
                .toList();
        return new AttentionPlan("spatten-cascade", phase, Plans.perHead(trace, (layer, head) -> {
            int[] kept = survivors.heads()[layer];
            boolean isKept = IntStream.of(kept).anyMatch(candidate -> candidate == head);
            boolean isFirst = kept[0] == head;
            return new HeadPlan(
                    isKept ? lists.get(layer) : KeyList.skipped(),
                    params.precision(),
                    params.valueKeepRatio(),
                    isFirst ? ranking(trace, survivors, layer) : SelectionCost.NONE,
                    isFirst ? Reuse.NONE : Reuse.HEAD);
        }));
    }

    private static KeyList keyList(AttentionTrace trace, int[] tokens) {
        int[] queries = CascadeReplay.survivingQueries(trace, tokens);
        int offset = trace.keyCount() - trace.queryCount();
        return queries.length == 0
                ? KeyList.skipped()
                : new KeyList(List.of(new KeyList.Group(queries, tokens)), trace.isCausal(), offset);
    }

    /** The cascade top-k before a layer ranks the survivors of the layer before: tokens, then heads. */
    private static SelectionCost ranking(AttentionTrace trace, CascadeReplay.Survivors survivors, int layer) {
        if (layer == 0) {
            return SelectionCost.NONE;
        }
        long ranked = (long) survivors.tokens()[layer - 1].length + survivors.heads()[layer - 1].length;
        // One addition per probability and per output element, at the datapath's 12 bits.
        long queries = CascadeReplay.survivingQueries(trace, survivors.tokens()[layer - 1]).length;
        long perHead = queries * (survivors.tokens()[layer - 1].length + trace.headDim());
        return new SelectionCost(perHead * survivors.heads()[layer - 1].length, 12, 0, ranked);
    }
}
