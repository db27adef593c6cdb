package tessera.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.Blocks;
import tessera.hdl.synth.Synthesis;
import tessera.models.block.BitWidthConverterParams;
import tessera.models.block.CrossbarParams;
import tessera.models.block.DotProductParams;
import tessera.models.block.HeadImportanceParams;
import tessera.models.block.ProbValueParams;
import tessera.models.block.QuantisationDecisionParams;
import tessera.models.block.SoftmaxUnitParams;
import tessera.models.block.TokenImportanceParams;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;
import tessera.traces.check.CeilDiv;

/**
 * A SpAtten machine's units as generated Verilog, and their sizes as Yosys finds them: transistors, memories left out. Each
 * block is synthesised once. Thread-safe.
 *
 * <p>Every unit is made of as many copies of a block as it takes: a dot product and a prob x V of one vector for each vector
 * that the multipliers serve at once, softmax units whose lanes are powers of two (10 = 8 + 2), a crossbar for burst addresses
 * and one for the data that come back. The sums over the vectors of prob x V, the address generators and the queues between
 * units are not in it.
 */
final class GeneratedUnits {
    private static final int ADDRESS_BITS = 64;
    private static final int BURST_BITS = 128;
    private static final int MOST_SOFTMAX_LANES = 32;
    private static final int MOST_CAPACITY = 65536;
    private static final int MOST_LINES = 4096;
    private static final int MOST_LANES = 64;
    private static final int REFETCHED_BITS = 4;
    private static final int NARROWEST = BitWidthConverterParams.LEAST_MSB_BITS;
    private static final int HEADS = 16;
    private static final int IMPORTANCE_LANES = 8;

    private final Map<String, Double> transistors = new ConcurrentHashMap<>();

    /**
     * Copies of a block.
     *
     * @param unit of the machine, as in the ledger
     * @param block name as in {@code tessera hdl list}
     * @param settings {@code key=value} each
     */
    record Unit(String unit, String block, List<String> settings, int count) {
        Unit {
            settings = List.copyOf(settings);
        }
    }

    /**
     * The engine as it is generated: quick-select with the round overhead of our Verilog instead of the released latency
     * model's. An {@link tessera.traces.check.InputException} where no such block can be generated.
     */
    static TopKParams generated(TopKParams engine) {
        TopKParams block = switch (engine.engine()) {
            case RADIX ->
                TopKBlockParams.radix(engine.capacity(), engine.lanes(), engine.scoreBits(), engine.digitBits());
            case QUICK_SELECT -> TopKBlockParams.quick(engine.capacity(), engine.lanes(), engine.scoreBits());
        };
        return new TopKParams(
                block.engine(),
                engine.engineCount(),
                block.capacity(),
                block.lanes(),
                block.scoreBits(),
                block.roundOverheadCycles(),
                block.digitBits());
    }

    static Unit topK(TopKParams engine) {
        boolean isRadix = engine.engine() == TopKParams.Engine.RADIX;
        List<String> settings =
                settings("capacity", engine.capacity(), "lanes", engine.lanes(), "score_bits", engine.scoreBits());
        if (isRadix) {
            settings.add("digit_bits=" + engine.digitBits());
        }
        return new Unit(
                "top_k", isRadix ? TopKBlockParams.RADIX : TopKBlockParams.QUICK, settings, engine.engineCount());
    }

    /**
     * All units of a machine that exist as blocks.
     *
     * @param headDim elements of a vector: the longest of the workloads
     */
    static List<Unit> of(SpAttenParams machine, int headDim) {
        int bits = machine.multiplierBits();
        int width = Math.min(headDim, machine.multiplierCount());
        int vectors = machine.multiplierCount() / width;
        int lanes = machine.softmax().lanes();
        int capacity = (int) Math.min(MOST_CAPACITY, Math.max(2, machine.keyCapacity(headDim)));
        List<Unit> units = new ArrayList<>();
        units.add(new Unit(
                "query_key",
                DotProductParams.BLOCK,
                settings("head_dim", width, "query_bits", bits, "key_bits", bits),
                vectors));
        units.add(new Unit(
                "prob_value",
                ProbValueParams.BLOCK,
                settings("head_dim", width, "probability_bits", bits, "value_bits", bits, "capacity", capacity),
                vectors));
        int left = lanes;
        while (left > 0) {
            int some = Math.min(MOST_SOFTMAX_LANES, Integer.highestOneBit(left));
            units.add(new Unit("softmax", SoftmaxUnitParams.BLOCK, settings("lanes", some, "capacity", capacity), 1));
            left -= some;
        }
        int few = Math.min(MOST_LANES, lanes);
        units.add(new Unit("softmax", QuantisationDecisionParams.BLOCK, settings("lanes", few), 1));
        int ports = machine.fetch().portCount();
        int channels = machine.memory().channelCount();
        if (Math.min(ports, channels) > 1) {
            units.add(new Unit(
                    "fetcher",
                    CrossbarParams.BLOCK,
                    settings("inputs", ports, "outputs", channels, "word_bits", ADDRESS_BITS),
                    1));
            units.add(new Unit(
                    "fetcher",
                    CrossbarParams.BLOCK,
                    settings("inputs", channels, "outputs", ports, "word_bits", BURST_BITS),
                    1));
        }
        int converted = Math.max(6, bits + bits % 2);
        // One converter for the vectors of a cycle in front of either buffer.
        units.add(new Unit(
                "fetcher",
                BitWidthConverterParams.BLOCK,
                settings(
                        "lanes",
                        width,
                        "element_bits",
                        converted,
                        "lsb_bits",
                        Math.min(REFETCHED_BITS, converted - NARROWEST)),
                2 * vectors));
        int lines = Math.min(MOST_LINES, Math.max(2, CeilDiv.of(capacity, few)));
        units.add(new Unit("importance", TokenImportanceParams.BLOCK, settings("lines", lines, "lanes", few), 1));
        units.add(new Unit(
                "importance", HeadImportanceParams.BLOCK, settings("heads", HEADS, "lanes", IMPORTANCE_LANES), 1));
        units.add(topK(machine.topK()));
        return units;
    }

    private static List<String> settings(Object... keysAndValues) {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.add(keysAndValues[i] + "=" + keysAndValues[i + 1]);
        }
        return settings;
    }

    /** Transistors of all copies; a missing Yosys is a ToolException. Takes seconds to minutes. */
    double transistors(Unit unit) {
        BlockInstance instance = Blocks.named(unit.block()).instance(unit.settings());
        return unit.count()
                * transistors.computeIfAbsent(
                        unit.block() + unit.settings(),
                        key -> Synthesis.run(instance.design(), Optional.empty())
                                .whole()
                                .size());
    }

    /** Of all units of a machine. */
    double transistors(SpAttenParams machine, int headDim) {
        return of(machine, headDim).stream().mapToDouble(this::transistors).sum();
    }
}
