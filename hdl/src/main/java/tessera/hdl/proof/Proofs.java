package tessera.hdl.proof;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.block.Blocks;

/** Every proof. Adding one: one line here. */
public final class Proofs {
    private static final String HELD = "an output beat is held until it is taken; the claims in the Verilog hold";

    public static final List<Proof> ALL = List.of(
            zeroEliminator("lanes=8", "lane_bits=2", "layers_per_stage=12"),
            prefixSum("lanes=4", "lane_bits=3", "layers_per_stage=6"),
            protocol("zero-eliminator", 12, "lanes=4", "lane_bits=2", "layers_per_stage=1"),
            protocol("prefix-sum", 12, "lanes=4", "lane_bits=2", "layers_per_stage=1"),
            protocol("bit-width-converter", 10, "lanes=2", "element_bits=8", "lsb_bits=2"),
            protocol("dot-product", 10, "head_dim=2", "query_bits=2", "key_bits=2"),
            protocol("prob-value", 10, "head_dim=1", "probability_bits=2", "value_bits=2", "capacity=4"),
            protocol("quantisation-decision", 14, "lanes=2", "score_bits=3", "buffer_beats=4"),
            protocol("token-importance", 10, "lines=2", "lanes=1", "amount_bits=2", "sum_bits=3"),
            protocol("head-importance", 10, "heads=2", "lanes=1", "element_bits=2", "total_bits=4"),
            protocol("gather-addresses", 12, "lanes=1", "index_bits=2", "address_bits=8", "burst_bytes=2"),
            protocol("crossbar", 12, "inputs=3", "outputs=2", "word_bits=2"),
            protocol("gna-tiles", 24),
            topK("top-k-radix", 20, "capacity=4", "lanes=2", "score_bits=2", "digit_bits=1"),
            topK("top-k-quick", 30, "capacity=4", "lanes=2", "score_bits=2"));

    private Proofs() {}

    /** The proofs of one block. */
    public static List<Proof> of(String block) {
        List<Proof> proofs = new ArrayList<>(ALL);
        proofs.removeIf(proof -> !proof.block().equals(block));
        return proofs;
    }

    private static Proof protocol(String block, int frames, String... settings) {
        return new Proof(
                block,
                List.of(settings),
                HELD,
                ProtocolSpecification.of(
                        Blocks.named(block).instance(List.of(settings)).ports()),
                frames);
    }

    private static Proof zeroEliminator(String... settings) {
        return functional(
                "zero-eliminator",
                "the output is the stable compaction of the beat, of every beat",
                COMPACTION,
                settings);
    }

    private static Proof prefixSum(String... settings) {
        return functional("prefix-sum", "lane i is the sum of lanes 0 to i, of every beat", SUMS, settings);
    }

    private static Proof functional(String block, String property, String specification, String... settings) {
        return new Proof(
                block,
                List.of(settings),
                property,
                ProtocolSpecification.of(
                        Blocks.named(block).instance(List.of(settings)).ports(), specification),
                0);
    }

    /** For one stage of registers: what must be in it is kept beside it. */
    private static final String COMPACTION = """
                integer lane;
                reg [3:0] count;
                reg [15:0] packed_lanes;
                reg [15:0] used;
                always @* begin
                    count = 0;
                    packed_lanes = 0;
                    used = 0;
                    for (lane = 0; lane < 8; lane = lane + 1) begin
                        if (in_mask[lane]) begin
                            packed_lanes = packed_lanes | ({14'b0, in_data[2*lane +: 2]} << (2 * count));
                            used = used | (16'd3 << (2 * count));
                            count = count + 1;
                        end
                    end
                end
                reg [3:0] want_count;
                reg [15:0] want_lanes;
                reg [15:0] want_used;
                always @(posedge clk) if (in_valid && in_ready) begin
                    want_count <= count;
                    want_lanes <= packed_lanes;
                    want_used <= used;
                end
                always @* if (started && out_valid) begin
                    assert (out_count == want_count);
                    assert ((out_data & want_used) == want_lanes);
                end
            """;

    private static final String SUMS = """
                reg [19:0] want;
                always @(posedge clk) if (in_valid && in_ready) begin
                    want[4:0] <= in_data[2:0];
                    want[9:5] <= in_data[2:0] + in_data[5:3];
                    want[14:10] <= in_data[2:0] + in_data[5:3] + in_data[8:6];
                    want[19:15] <= in_data[2:0] + in_data[5:3] + in_data[8:6] + in_data[11:9];
                end
                always @* if (started && out_valid) assert (out_sums == want);
            """;

    private static Proof topK(String block, int frames, String... settings) {
        return new Proof(
                block,
                List.of(settings),
                "threshold and counts are those of the k-th largest of the scores that were sent (n <= 4, 2 bits)",
                ProtocolSpecification.of(
                        Blocks.named(block).instance(List.of(settings)).ports(), SELECTION),
                frames);
    }

    /** Scores that were sent, in the order sent; requests keep to the capacity and to masks without holes. */
    private static final String SELECTION = """
                reg [2:0] n = 3'd0;
                reg [2:0] wanted;
                reg [7:0] sent;
                reg complete = 1'b0;
                wire take = in_valid && in_ready;
                always @* if (in_valid) begin
                    assume (in_last ? (in_mask == 2'b01 || in_mask == 2'b11) : in_mask == 2'b11);
                    assume (in_last || n < 3'd2);
                end
                always @(posedge clk) if (!started) begin
                    n <= 3'd0;
                    complete <= 1'b0;
                end else if (take) begin
                    if (n == 3'd0 || complete) wanted <= k;
                    if (complete) begin
                        sent <= {4'd0, in_scores};
                        n <= in_mask[1] ? 3'd2 : 3'd1;
                    end else begin
                        sent <= n == 3'd0 ? {4'd0, in_scores} : {in_scores, sent[3:0]};
                        n <= n + (in_mask[1] ? 3'd2 : 3'd1);
                    end
                    complete <= in_last;
                end else if (out_valid && out_ready) begin
                    complete <= 1'b0;
                    n <= 3'd0;
                end
                integer i;
                reg [2:0] greater;
                reg [2:0] equal;
                always @* begin
                    greater = 3'd0;
                    equal = 3'd0;
                    for (i = 0; i < 4; i = i + 1) begin
                        if (i < n && sent[2*i +: 2] > out_threshold) greater = greater + 3'd1;
                        if (i < n && sent[2*i +: 2] == out_threshold) equal = equal + 3'd1;
                    end
                end
                always @* if (started && out_valid) begin
                    assert (complete);
                    if (wanted == 3'd0) begin
                        assert (out_greater == 3'd0 && out_keep_equal == 3'd0);
                    end else begin
                        assert (out_greater == greater);
                        assert (out_keep_equal >= 3'd1 && out_keep_equal <= equal);
                        assert ({1'b0, out_greater} + {1'b0, out_keep_equal}
                                == {1'b0, wanted < n ? wanted : n});
                    end
                end
            """;
}
