package tessera.hdl.mutation;

import java.util.List;
import java.util.Map;
import tessera.models.block.AttentionHeadParams;

/** At which parameters a block is mutated where nothing else is asked for: small, so that every part of it is hit. */
public final class Mutants {
    private static final Map<String, List<String>> SMALL = Map.ofEntries(
            Map.entry("zero-eliminator", List.of("lanes=4", "lane_bits=3", "layers_per_stage=2")),
            Map.entry("prefix-sum", List.of("lanes=4", "lane_bits=3", "layers_per_stage=1")),
            Map.entry("bit-width-converter", List.of("lanes=2", "element_bits=8", "lsb_bits=4")),
            Map.entry("dot-product", List.of("head_dim=3", "query_bits=3", "key_bits=3", "levels_per_stage=1")),
            Map.entry(
                    "prob-value",
                    List.of("head_dim=2", "vectors=2", "probability_bits=3", "value_bits=3", "capacity=8")),
            Map.entry("quantisation-decision", List.of("lanes=2", "score_bits=4", "buffer_beats=4")),
            Map.entry("token-importance", List.of("lines=4", "lanes=2", "amount_bits=3", "sum_bits=5")),
            Map.entry("head-importance", List.of("heads=4", "lanes=2", "element_bits=3", "total_bits=6")),
            Map.entry("gather-addresses", List.of("lanes=2", "index_bits=3", "address_bits=8", "burst_bytes=4")),
            Map.entry("crossbar", List.of("inputs=3", "outputs=2", "word_bits=3")),
            Map.entry("softmax", List.of("capacity=8", "lanes=2", "score_bits=6")),
            Map.entry("top-k-radix", List.of("capacity=8", "lanes=2", "score_bits=4", "digit_bits=2")),
            Map.entry("top-k-quick", List.of("capacity=8", "lanes=2", "score_bits=4")),
            Map.entry(AttentionHeadParams.BLOCK, List.of("capacity=8", "head_dim=4", "token_bits=4", "heads=2")));

    private Mutants() {}

    /** Settings for a block; empty for its defaults. */
    public static List<String> settings(String block) {
        return SMALL.getOrDefault(block, List.of());
    }

    /** Whether beats come out within the cycles of the equivalence check; a row of the attention head takes longer. */
    static boolean isShallow(String block) {
        return !block.equals(AttentionHeadParams.BLOCK);
    }
}
