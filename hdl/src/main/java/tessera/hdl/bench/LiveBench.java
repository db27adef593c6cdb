package tessera.hdl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.StreamPorts;

/**
 * Plays cases against a block whose timing nobody knows: what it answers in a cycle decides which beats pass. The
 * stimulus is legal from the first cycle on: a reset, then the cases back to back.
 */
public final class LiveBench {
    private static final int RESET_CYCLES = 8;

    /** Cycles after the last expected beat, in which nothing more may come. */
    private static final int DRAIN_CYCLES = 64;

    private final BlockPorts ports;
    private final List<StreamSource> sources = new ArrayList<>();
    private final List<StreamSink> sinks = new ArrayList<>();
    private final PortTrace trace;
    private final int[] driven;
    private final int[] read;
    private final int[] allOnes;
    private String lastHandshake = "none";

    /** A block that runs for one cycle: outputs for these inputs, then the clock edge. */
    @FunctionalInterface
    public interface Clocked {
        void cycle(int[] driven, int[] read);
    }

    /**
     * What happened.
     *
     * @param trace of all ports, every bit of it
     * @param casesDone cases all of whose beats have passed, in and out
     * @param isTimedOut whether it ended because no beat passed for too long
     * @param lastHandshake the last beat that passed, in words
     */
    public record Run(PortTrace trace, int casesDone, boolean isTimedOut, String lastHandshake) {}

    private LiveBench(BlockPorts ports, List<BenchCase> cases, long seed, List<PackedStream> packed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.ports = ports;
        for (int i = 0; i < ports.inputs().size(); i++) {
            sources.add(new StreamSource(ports, i, cases, random.split()));
        }
        for (int i = 0; i < ports.outputs().size(); i++) {
            String name = ports.outputs().get(i).name();
            Optional<PackedStream> form = packed.stream().filter(named(name)).findFirst();
            sinks.add(new StreamSink(ports, i, cases, random.split(), form));
        }
        this.trace = new PortTrace(ports);
        this.driven = new int[ports.driven().words()];
        this.read = new int[ports.read().words()];
        this.allOnes = new int[ports.read().words()];
        java.util.Arrays.fill(allOnes, -1);
    }

    static Predicate<PackedStream> named(String stream) {
        return packed -> packed.stream().equals(stream);
    }

    /**
     * Runs the cases to their end.
     *
     * @param quietLimit cycles without any beat passing after which it is given up
     */
    public static Run run(
            BlockPorts ports,
            Clocked block,
            List<BenchCase> cases,
            long seed,
            List<PackedStream> packed,
            int quietLimit) {
        LiveBench bench = new LiveBench(ports, cases, seed, packed);
        bench.reset(block);
        boolean isTimedOut = bench.play(block, quietLimit);
        int done = cases.size();
        for (StreamSink sink : bench.sinks) {
            done = Math.min(done, sink.casesDone());
        }
        return new Run(bench.trace, done, isTimedOut, bench.lastHandshake);
    }

    private void reset(Clocked block) {
        driven[0] = 1;
        for (int cycle = 0; cycle < RESET_CYCLES; cycle++) {
            step(block);
        }
        driven[0] = 0;
    }

    private boolean play(Clocked block, int quietLimit) {
        int drained = 0;
        int quiet = 0;
        while (drained < DRAIN_CYCLES && quiet < quietLimit) {
            sources.forEach(source -> source.drive(driven));
            sinks.forEach(sink -> sink.drive(driven));
            step(block);
            boolean isPassing = false;
            boolean isDone = true;
            for (int i = 0; i < sources.size(); i++) {
                boolean passes = sources.get(i).advance(read);
                isPassing |= passes && passed(ports.inputs().get(i));
                isDone &= sources.get(i).isDone();
            }
            for (int i = 0; i < sinks.size(); i++) {
                boolean passes = sinks.get(i).advance(driven, read);
                isPassing |= passes && passed(ports.outputs().get(i));
                isDone &= sinks.get(i).isDone();
            }
            drained += isDone ? 1 : 0;
            quiet = isPassing ? 0 : quiet + 1;
        }
        return drained < DRAIN_CYCLES;
    }

    private boolean passed(StreamPorts stream) {
        lastHandshake = "a beat of '" + stream.name() + "' in cycle " + (trace.cycles() - 1 - RESET_CYCLES);
        return true;
    }

    private void step(Clocked block) {
        block.cycle(driven, read);
        trace.add(driven, read, allOnes);
    }
}
