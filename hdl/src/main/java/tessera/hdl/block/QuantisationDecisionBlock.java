package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.QuantisationDecisionParams;
import tessera.models.golden.ProgressiveQuantisation;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;
import tessera.sim.block.QuantisationDecisionModel;

/** The decision of progressive quantisation. */
public final class QuantisationDecisionBlock {
    public static final Block DESCRIPTION = new Block(
            QuantisationDecisionParams.BLOCK,
            "drops a row whose largest score is below the threshold and asks for its lower slices; lets others pass",
            QuantisationDecisionParams.PARAMETERS,
            "1, from the last beat of a row to its decision and from the first score at the threshold to the row",
            "SpAtten (HPCA 2021), requantisation decision; maximum and long rows repaired",
            Block.CHECKED,
            QuantisationDecisionBlock::instance);

    private QuantisationDecisionBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(QuantisationDecisionParams params) {
        return new BlockInstance(
                QuantisationDecisionParams.BLOCK,
                BlockParameter.values(
                        QuantisationDecisionParams.PARAMETERS,
                        params.lanes(),
                        params.scoreBits(),
                        params.bufferBeats()),
                Design.of(QuantisationDecisionVerilog.module(params)),
                () -> new QuantisationDecisionModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new QuantisationDecisionParams(
                values.get("lanes"), values.get("score_bits"), values.get("buffer_beats")));
    }

    /**
     * All scores negative and below the threshold, all at it, only the last one reaches it, rows that just fill the buffer
     * and rows longer than it; then random ones.
     */
    private static BenchCase caseAt(QuantisationDecisionParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int full = params.lanes() * params.bufferBeats();
        long least = -(1L << (params.scoreBits() - 1));
        int length = switch (index % 8) {
            case 3, 4 -> full + 1 - index % 2;
            case 5 -> full + 1 + random.nextInt(2 * params.lanes() + 1);
            default -> 1 + random.nextInt(4 * params.lanes());
        };
        long threshold = index < 8 ? -1 : random.nextLong() >> (Long.SIZE - params.scoreBits());
        long[] scores = new long[length];
        if (index < 8 || index % 8 > 2) {
            long below = threshold == least ? threshold : threshold - 1;
            Arrays.fill(scores, index == 1 ? threshold : below);
            if (index % 2 == 0 && index != 0) {
                scores[length - 1] = threshold;
            }
        } else {
            for (int i = 0; i < length; i++) {
                scores[i] = random.nextLong() >> (Long.SIZE - params.scoreBits());
            }
        }
        boolean isFinal = index > 8 && random.nextInt(8) == 0;
        return row(params, length + " scores", scores, threshold, isFinal, Stalls.byTurns(index / 4));
    }

    /** A row with what the golden function decides. */
    public static BenchCase row(
            QuantisationDecisionParams params,
            String description,
            long[] scores,
            long threshold,
            boolean isFinal,
            Stalls stalls) {
        BlockPorts ports = QuantisationDecisionModel.ports(params);
        long mask = PortBits.mask(params.scoreBits());
        boolean isFetch = !isFinal
                && ProgressiveQuantisation.asksForLowBits(scores, threshold, params.lanes() * params.bufferBeats());
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (int first = 0; first < scores.length; first += params.lanes()) {
            int count = Math.min(params.lanes(), scores.length - first);
            long last = first + count == scores.length ? 1 : 0;
            long[] lanes = Arrays.copyOfRange(scores, first, first + count);
            inputs.add(new Beat(ports.inputs().get(0))
                    .with("in_final", isFinal ? 1 : 0)
                    .with("in_threshold", threshold & mask)
                    .with("in_last", last)
                    .with("in_mask", PortBits.mask(count))
                    .withLanes("in_scores", params.scoreBits(), lanes));
            if (!isFetch) {
                expected.add(new Beat(ports.outputs().get(0))
                        .with("out_last", last)
                        .with("out_mask", PortBits.mask(count))
                        .withLanes("out_scores", params.scoreBits(), lanes));
            }
        }
        Beat decision = new Beat(ports.outputs().get(1))
                .with("decision_fetch", isFetch ? 1 : 0)
                .with("decision_max", Arrays.stream(scores).max().getAsLong() & mask);
        return new BenchCase(description, List.of(inputs), List.of(expected, List.of(decision)), stalls);
    }
}
