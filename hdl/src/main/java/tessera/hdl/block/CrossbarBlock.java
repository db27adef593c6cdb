package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.CrossbarParams;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.CrossbarModel;
import tessera.sim.block.PortBits;

/** The crossbar: streams to streams, inputs by turns. */
public final class CrossbarBlock {
    public static final Block DESCRIPTION = new Block(
            CrossbarParams.BLOCK,
            "takes each input's beats to the outputs that they name; inputs that want the same output take turns",
            CrossbarParams.PARAMETERS,
            "1; an input waits for at most inputs - 1 others",
            "SpAtten (HPCA 2021), crossbar of the fetcher; turns instead of a fixed order",
            Block.CHECKED,
            CrossbarBlock::instance);

    private static final int MOST_BEATS = 6;

    private CrossbarBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(CrossbarParams params) {
        return new BlockInstance(
                CrossbarParams.BLOCK,
                BlockParameter.values(CrossbarParams.PARAMETERS, params.inputs(), params.outputs(), params.wordBits()),
                Design.of(CrossbarVerilog.module(params)),
                () -> new CrossbarModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new CrossbarParams(values.get("inputs"), values.get("outputs"), values.get("word_bits")));
    }

    /** All to one output, each to its own, then random targets; the golden rule: order within input and output. */
    private static BenchCase caseAt(CrossbarParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        List<int[]> targets = new ArrayList<>();
        for (int input = 0; input < params.inputs(); input++) {
            int[] ofInput = new int[index < 2 ? MOST_BEATS : random.nextInt(MOST_BEATS + 1)];
            for (int i = 0; i < ofInput.length; i++) {
                ofInput[i] = switch (index % 5) {
                    case 0 -> index % params.outputs();
                    case 1 -> input % params.outputs();
                    default -> random.nextInt(params.outputs());
                };
            }
            targets.add(ofInput);
        }
        return traffic(params, "traffic " + index % 5, targets, random, Stalls.byTurns(index / 5));
    }

    /** Beats with random words; {@code targets} holds the outputs that each input's beats go to. */
    public static BenchCase traffic(
            CrossbarParams params, String description, List<int[]> targets, SplittableRandom random, Stalls stalls) {
        BlockPorts ports = CrossbarModel.ports(params);
        List<List<Beat>> inputs = new ArrayList<>();
        List<List<Beat>> expected = new ArrayList<>();
        for (int output = 0; output < params.outputs(); output++) {
            expected.add(new ArrayList<>());
        }
        for (int input = 0; input < params.inputs(); input++) {
            List<Beat> beats = new ArrayList<>();
            for (int target : targets.get(input)) {
                long word = random.nextLong() & PortBits.mask(Math.min(params.wordBits(), Long.SIZE));
                beats.add(new Beat(ports.inputs().get(input))
                        .with("in" + input + "_target", target)
                        .withLanes("in" + input + "_word", Math.min(params.wordBits(), Long.SIZE), new long[] {word}));
                expected.get(target)
                        .add(new Beat(ports.outputs().get(target))
                                .with("out" + target + "_source", input)
                                .withLanes(
                                        "out" + target + "_word",
                                        Math.min(params.wordBits(), Long.SIZE),
                                        new long[] {word}));
            }
            inputs.add(beats);
        }
        return new BenchCase(description, inputs, expected, stalls, "_source");
    }
}
