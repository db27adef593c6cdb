package tessera.cli.explore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tessera.hdl.block.Blocks;
import tessera.hdl.synth.Synthesis;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;

/**
 * The figures of a design that come from generated Verilog: of the top-k engine, the one block of the machine that exists as a
 * whole. Its cycles are those of the engine's model, which {@code tessera hdl verify} holds against the Verilog in every cycle;
 * its size is what Yosys makes of it. The rest of the machine stays the cycle model's. Thread-safe.
 */
final class TopKRtl {
    private final Map<TopKParams, Double> transistors = new ConcurrentHashMap<>();

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

    /** Transistors of all engines of a machine, memories left out; a missing Yosys is a ToolException. Takes seconds. */
    double transistors(TopKParams engine) {
        return engine.engineCount() * transistors.computeIfAbsent(engine, TopKRtl::synthesise);
    }

    private static double synthesise(TopKParams engine) {
        boolean isRadix = engine.engine() == TopKParams.Engine.RADIX;
        List<String> shape =
                List.of("capacity=" + engine.capacity(), "lanes=" + engine.lanes(), "score_bits=" + engine.scoreBits());
        List<String> settings = isRadix
                ? java.util.stream.Stream.concat(
                                shape.stream(), java.util.stream.Stream.of("digit_bits=" + engine.digitBits()))
                        .toList()
                : shape;
        return Synthesis.run(
                        Blocks.named(isRadix ? TopKBlockParams.RADIX : TopKBlockParams.QUICK)
                                .instance(settings)
                                .design(),
                        Optional.empty())
                .whole()
                .size();
    }
}
