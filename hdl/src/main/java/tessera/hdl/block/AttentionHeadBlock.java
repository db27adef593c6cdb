package tessera.hdl.block;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.emit.Design;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.models.block.AttentionHeadParams;
import tessera.models.block.BitWidthConverterParams;
import tessera.models.block.BlockParameter;
import tessera.sim.block.AttentionControlModel;
import tessera.sim.block.BitWidthConverterModel;
import tessera.sim.block.BlockNetwork;
import tessera.sim.block.BlockNetwork.Link;
import tessera.sim.block.BlockNetwork.Node;
import tessera.sim.block.BlockNetwork.Plan;
import tessera.sim.block.DotProductModel;
import tessera.sim.block.HeadImportanceModel;
import tessera.sim.block.ProbValueModel;
import tessera.sim.block.QuantisationDecisionModel;
import tessera.sim.block.SoftmaxUnitModel;
import tessera.sim.block.TopKModel;

/** The whole pipeline of one attention head, composed of the other blocks. */
public final class AttentionHeadBlock {
    public static final Block DESCRIPTION = new Block(
            AttentionHeadParams.BLOCK,
            "one attention head: keys and values through a memory port in, output and importances out",
            AttentionHeadParams.PARAMETERS,
            "3 n + 2 ceil(n / 4) + k + ceil(k / 4) + 52 + L for n keys and the first k kept, 3 n + 36 + L more for a second"
                    + " pass; L: dot product",
            "SpAtten (HPCA 2021), figure 6; queues and control ours",
            Block.CHECKED,
            AttentionHeadBlock::instance);

    private static final int BITS = AttentionHeadParams.ELEMENT_BITS;

    private AttentionHeadBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(AttentionHeadParams params) {
        Plan plan = plan(params);
        return new BlockInstance(
                AttentionHeadParams.BLOCK,
                BlockParameter.values(
                        AttentionHeadParams.PARAMETERS,
                        params.capacity(),
                        params.headDim(),
                        params.msbBits(),
                        params.tokenBits(),
                        params.heads()),
                Design.of(module(params, plan)),
                () -> new BlockNetwork(plan),
                (seed, index) -> AttentionHeadCases.caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new AttentionHeadParams(
                values.get("capacity"),
                values.get("head_dim"),
                values.get("msb_bits"),
                values.get("token_bits"),
                values.get("heads")));
    }

    /** Blocks and streams: one line an arrow of the figure. */
    static Plan plan(AttentionHeadParams params) {
        List<Node> nodes = List.of(
                new Node("control", () -> new AttentionControlModel(params)),
                new Node("converter", () -> new BitWidthConverterModel(params.converter())),
                new Node("dot_product", () -> new DotProductModel(params.dotProduct())),
                new Node("softmax", () -> new SoftmaxUnitModel(params.softmax())),
                new Node("quantisation", () -> new QuantisationDecisionModel(params.decision())),
                new Node("top_k", () -> TopKModel.of(params.select())),
                new Node("prob_value", () -> new ProbValueModel(params.probValue())),
                new Node("head_importance", () -> new HeadImportanceModel(params.headImportance())));
        int width = (params.msbBits() - BitWidthConverterParams.LEAST_MSB_BITS) / 2;
        List<Link> links = List.of(
                link("control.query", "dot_product.query", "query_data=query_data"),
                link("control.scale", "softmax.row", "row_scale=scale_factor", "row_shift=scale_shift"),
                link(
                        "control.slices",
                        "converter.in",
                        "in_last=slices_last",
                        "in_merge=slices_merge",
                        "in_msb=slices_msb",
                        "in_lsb=slices_lsb",
                        "in_width:" + width),
                link("converter.out", "dot_product.key", "key_last=out_last", "key_data=out_data", "key_mask:1"),
                link(
                        "dot_product.score",
                        "softmax.in",
                        "in_last=score_last",
                        "in_mask=score_mask",
                        "in_scores=score_data"),
                link(
                        "softmax.out",
                        "control.probability",
                        "probability_value=out_probabilities",
                        "probability_last=out_last"),
                link(
                        "control.judge",
                        "quantisation.in",
                        "in_final=judge_final",
                        "in_threshold=judge_threshold",
                        "in_last=judge_last",
                        "in_scores=judge_score",
                        "in_mask:1"),
                link("quantisation.decision", "control.decision", "decision_fetch=decision_fetch"),
                link("quantisation.out", "control.passed", "passed_value=out_scores", "passed_last=out_last"),
                link(
                        "control.select",
                        "top_k.in",
                        "in_last=select_last",
                        "in_scores=select_scores",
                        "in_mask=select_mask",
                        "k=select_k"),
                link("top_k.keep", "control.keep", "keep_index=keep_index", "keep_count=keep_count"),
                link(
                        "control.weighted",
                        "prob_value.in",
                        "in_last=weighted_last",
                        "in_values=weighted_value",
                        "in_probabilities=weighted_probability",
                        "in_mask:1"),
                link("prob_value.out", "control.sums", "sums_data=out_sums"),
                link(
                        "control.summed",
                        "head_importance.in",
                        "in_clear=summed_clear",
                        "in_head=summed_head",
                        "in_data=summed_data",
                        "in_last:1"),
                link("head_importance.out", "control.total", "total_head=out_head", "total_value=out_total"));
        return new Plan(nodes, links);
    }

    /** {@code target=source} joins ports, {@code target:number} holds one. */
    private static Link link(String from, String to, String... ports) {
        Map<String, String> joined = new LinkedHashMap<>();
        Map<String, Integer> constants = new LinkedHashMap<>();
        for (String port : ports) {
            int equals = port.indexOf('=');
            if (equals > 0) {
                joined.put(port.substring(0, equals), port.substring(equals + 1));
            } else {
                int colon = port.indexOf(':');
                constants.put(port.substring(0, colon), Integer.parseInt(port.substring(colon + 1)));
            }
        }
        String[] source = from.split("\\.", -1);
        String[] target = to.split("\\.", -1);
        return new Link(source[0], source[1], target[0], target[1], joined, constants);
    }

    private static HdlModule module(AttentionHeadParams params, Plan plan) {
        Map<String, HdlModule> modules = new LinkedHashMap<>();
        modules.put("control", AttentionControlVerilog.module(params));
        modules.put("converter", BitWidthConverterVerilog.module(params.converter()));
        modules.put("dot_product", DotProductVerilog.module(params.dotProduct()));
        modules.put("softmax", SoftmaxUnitVerilog.module(params.softmax()));
        modules.put("quantisation", QuantisationDecisionVerilog.module(params.decision()));
        modules.put("top_k", TopKRadixVerilog.module(params.select()));
        modules.put("prob_value", ProbValueVerilog.module(params.probValue()));
        modules.put("head_importance", HeadImportanceVerilog.module(params.headImportance()));
        ModuleBuilder m = new ModuleBuilder(
                "tsr_attention_head_" + AttentionControlVerilog.suffix(params),
                "One attention head: scores, softmax, progressive quantisation, importance, top-k values, prob x V.",
                "Rows of up to " + params.capacity() + " keys, vectors of " + params.headDim() + " elements of " + BITS
                        + " bits; keys come as " + params.msbBits() + " + " + params.lsbBits() + " bits.",
                "row starts a query: number of keys, of values to keep (1 to keys), scale, threshold in 2^-12; key lists its"
                        + " tokens.",
                "request asks the memory (0: upper key slices, 1: lower ones, 2: value); response answers, in order.",
                "importance gives every key's probability, output the row's weighted sum, head the total of its head.",
                "",
                "Latency: 3 n + 2 ceil(n / 4) + k + ceil(k / 4) + "
                        + (52 + params.dotProduct().latencyCycles())
                        + " cycles from a row to its output, for n keys of which the first k",
                "are kept, if the memory answers at once; 3 n + "
                        + (36 + params.dotProduct().latencyCycles()) + " more for a second pass.");
        return NetworkVerilog.module(plan, modules, m);
    }
}
