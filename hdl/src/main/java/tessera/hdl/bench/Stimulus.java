package tessera.hdl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tessera.sim.block.BlockModel;
import tessera.sim.block.BlockPorts;

/**
 * Plays cases against a block's cycle model and records every port: the inputs for the Verilog and what it must answer.
 * Because model and Verilog must agree in every cycle, the model's ready decides when a beat passes for both.
 */
public final class Stimulus {
    /** Cycles of arbitrary traffic between two resets, so that the second has something to clear. */
    private static final int NOISE_CYCLES = 8;

    private static final int RESET_CYCLES = 2;

    /** Cycles after the last expected beat, in which nothing more may come. */
    private static final int DRAIN_CYCLES = 16;

    /** Cycles without any beat passing after which the model is taken for stuck. */
    private static final int STUCK_CYCLES = 200_000;

    private final BlockModel model;
    private final List<StreamSource> sources = new ArrayList<>();
    private final List<StreamSink> sinks = new ArrayList<>();
    private final SplittableRandom random;
    private final PortTrace trace;
    private final int[] driven;
    private final int[] read;
    private final int[] care;

    private Stimulus(BlockModel model, List<BenchCase> cases, long seed) {
        BlockPorts ports = model.ports();
        this.model = model;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < ports.inputs().size(); i++) {
            sources.add(new StreamSource(ports, i, cases, random.split()));
        }
        for (int i = 0; i < ports.outputs().size(); i++) {
            sinks.add(new StreamSink(ports, i, cases, random.split()));
        }
        this.trace = new PortTrace(ports);
        this.driven = new int[ports.driven().words()];
        this.read = new int[ports.read().words()];
        this.care = new int[ports.read().words()];
    }

    /**
     * A reset, some noise, a reset again, the cases back to back, some cycles more.
     *
     * @param cases at least one
     * @param seed of gaps, stalls and noise
     */
    public static PortTrace record(BlockModel model, List<BenchCase> cases, long seed) {
        Stimulus stimulus = new Stimulus(model, cases, seed);
        stimulus.noise();
        stimulus.play();
        return stimulus.trace;
    }

    private void noise() {
        for (int cycle = 0; cycle < RESET_CYCLES + NOISE_CYCLES + RESET_CYCLES; cycle++) {
            sources.forEach(source -> source.driveNoise(driven));
            for (int stream = 0; stream < sources.size(); stream++) {
                driven[word(stream, true)] = random.nextInt(2);
            }
            for (int stream = 0; stream < sinks.size(); stream++) {
                driven[word(stream, false)] = random.nextInt(2);
            }
            driven[0] = cycle < RESET_CYCLES || cycle >= RESET_CYCLES + NOISE_CYCLES ? 1 : 0;
            step();
        }
        driven[0] = 0;
    }

    private int word(int stream, boolean isInput) {
        BlockPorts ports = model.ports();
        return ports.driven()
                .word(
                        isInput
                                ? ports.inputs().get(stream).valid().name()
                                : ports.outputs().get(stream).ready().name());
    }

    private void play() {
        int drained = 0;
        int quiet = 0;
        while (drained < DRAIN_CYCLES) {
            for (StreamSource source : sources) {
                source.drive(driven);
            }
            for (StreamSink sink : sinks) {
                sink.drive(driven);
            }
            step();
            boolean isPassing = false;
            boolean isDone = true;
            for (StreamSource source : sources) {
                isPassing |= source.advance(read);
                isDone &= source.isDone();
            }
            for (StreamSink sink : sinks) {
                isPassing |= sink.advance(driven, read);
                isDone &= sink.isDone();
            }
            drained += isDone ? 1 : 0;
            quiet = isPassing ? 0 : quiet + 1;
            if (quiet > STUCK_CYCLES) {
                throw new IllegalStateException("the cycle model has passed no beat for " + STUCK_CYCLES
                        + " cycles, after " + trace.cycles() + " cycles in all");
            }
        }
    }

    private void step() {
        Arrays.fill(read, 0);
        Arrays.fill(care, 0);
        model.step(driven, read, care);
        trace.add(driven, read, care);
    }
}
