package tessera.sim.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.models.block.ZeroEliminatorParams;
import tessera.models.golden.ZeroElimination;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;

/** A zero eliminator between a source with gaps and a sink with stalls, as parts of a machine. */
class BlockComponentTest {
    private static final ZeroEliminatorParams PARAMS = new ZeroEliminatorParams(8, 10, 2);
    private static final BlockPorts PORTS = ZeroEliminatorModel.ports(PARAMS);
    private static final StreamPorts IN = PORTS.inputs().get(0);
    private static final StreamPorts OUT = PORTS.outputs().get(0);
    private static final int BEATS = 400;

    /** What came out, when, and what the statistics say. */
    private record Outcome(List<long[]> packed, List<Long> cycles, long elapsed, String stats) {}

    @Test
    void bothDriversGiveTheGoldenAnswerInTheSameCycles() {
        for (long seed = 1; seed <= 20; seed++) {
            List<long[]> expected = new ArrayList<>();
            Outcome skipping = run(Driver.SKIP_AHEAD, seed, expected);
            Outcome lockstep = run(Driver.LOCKSTEP, seed, new ArrayList<>());
            assertEquals(BEATS, skipping.packed().size(), "seed " + seed);
            for (int beat = 0; beat < BEATS; beat++) {
                assertArrayEquals(expected.get(beat), skipping.packed().get(beat), "seed " + seed + ", beat " + beat);
            }
            assertEquals(lockstep.cycles(), skipping.cycles(), "seed " + seed);
            assertEquals(lockstep.elapsed(), skipping.elapsed(), "seed " + seed);
            assertEquals(lockstep.stats(), skipping.stats(), "seed " + seed);
        }
    }

    @Test
    void addsItsLatencyToThatOfTheFifos() {
        // Pushed at 0, visible at 1 (Fifo), accepted at 1, out_valid at 1 + 3 = 4 (6 layers, 2 a stage), pushed then,
        // visible to the sink at 5.
        SplittableRandom random = new SplittableRandom(1);
        Source source = new Source(random, 0, 1, new ArrayList<>());
        Sink sink = new Sink(random, 0);
        simulate(source, sink, Driver.SKIP_AHEAD, new StatGroup("machine"));
        assertEquals(List.of(5L), sink.cycles);
    }

    private static Outcome run(Driver driver, long seed, List<long[]> expected) {
        SplittableRandom random = new SplittableRandom(seed);
        Source source = new Source(random.split(), (int) (seed % 4), BEATS, expected);
        Sink sink = new Sink(random.split(), (int) (seed % 5));
        StatGroup stats = new StatGroup("machine");
        long elapsed = simulate(source, sink, driver, stats);
        return new Outcome(sink.packed, sink.cycles, elapsed, stats.text());
    }

    private static long simulate(Source source, Sink sink, Driver driver, StatGroup stats) {
        Fifo in = new Fifo("in", 3, 1, 1, BlockComponent.fieldCount(IN));
        Fifo out = new Fifo("out", 2, 1, 1, BlockComponent.fieldCount(OUT));
        source.out = in;
        sink.in = out;
        BlockComponent block =
                new BlockComponent(new ZeroEliminatorModel(PARAMS), List.of(in), List.of(out), stats.group("block"));
        return new SimulationBuilder("test", new Clock("core", 1_000_000))
                .component("source", source)
                .component("block", block)
                .component("sink", sink)
                .wire(source, in, block)
                .wire(block, out, sink)
                .build()
                .run(driver, 100_000);
    }

    /** Sends random beats, up to {@code longestGap} cycles apart. */
    private static final class Source implements Component {
        private final SplittableRandom random;
        private final int longestGap;
        private final List<long[]> expected;
        private int left;
        private long nextCycle;
        private Fifo out;

        Source(SplittableRandom random, int longestGap, int beats, List<long[]> expected) {
            this.random = random;
            this.longestGap = longestGap;
            this.left = beats;
            this.expected = expected;
        }

        @Override
        public long step(long cycle) {
            if (left == 0) {
                return IDLE;
            }
            if (cycle < nextCycle) {
                return nextCycle;
            }
            if (!out.canPush(cycle)) {
                return IDLE;
            }
            send(cycle);
            left--;
            nextCycle = cycle + 1 + random.nextInt(longestGap + 1);
            return nextCycle;
        }

        private void send(long cycle) {
            long[] lanes = random.longs(8, 0, 1 << 10).toArray();
            long mask = random.nextInt(256);
            expected.add(ZeroElimination.packed(lanes, mask));
            int[] words = new int[IN.beat().words() + 1];
            words[IN.beat().word("in_mask")] = (int) mask;
            for (int lane = 0; lane < 8; lane++) {
                PortBits.put(words, IN.beat().word("in_data"), 10 * lane, 10, lanes[lane]);
            }
            for (int field = 0; field < BlockComponent.fieldCount(IN); field++) {
                out.put(field, PortBits.get(words, 2 * field + 2, 0, 64));
            }
            out.push(cycle, PortBits.get(words, 0, 0, 64));
        }
    }

    /** Takes beats, resting up to {@code longestRest} cycles after each. */
    private static final class Sink implements Component {
        private final SplittableRandom random;
        private final int longestRest;
        private final List<long[]> packed = new ArrayList<>();
        private final List<Long> cycles = new ArrayList<>();
        private long nextCycle;
        private Fifo in;

        Sink(SplittableRandom random, int longestRest) {
            this.random = random;
            this.longestRest = longestRest;
        }

        @Override
        public long step(long cycle) {
            if (cycle < nextCycle) {
                return nextCycle;
            }
            if (!in.canPop(cycle)) {
                return IDLE;
            }
            int[] words = new int[OUT.beat().words() + 1];
            for (int field = 0; field < BlockComponent.fieldCount(OUT); field++) {
                PortBits.put(words, 2 * field + 2, 0, 64, in.field(field));
            }
            PortBits.put(words, 0, 0, 64, in.pop(cycle));
            long[] kept = new long[words[OUT.beat().word("out_count")]];
            for (int lane = 0; lane < kept.length; lane++) {
                kept[lane] = PortBits.get(words, OUT.beat().word("out_data"), 10 * lane, 10);
            }
            packed.add(kept);
            cycles.add(cycle);
            nextCycle = cycle + 1 + random.nextInt(longestRest + 1);
            return nextCycle;
        }
    }
}
