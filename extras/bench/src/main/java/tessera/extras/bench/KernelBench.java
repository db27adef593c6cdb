package tessera.extras.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.Simulation;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.Activity;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * Simulated cycles per second of CPU time of the kernel, on a pipeline of 20 components (a source, 18 stages, a sink)
 * with statistics on: dense (every component moves a word in every cycle; stages of one class, and of three) and sparse
 * (200 cycles from stage to stage, a word every 500 cycles: something happens in 1 cycle of 13).
 *
 * <p>Each pipeline runs many times for some milliseconds in one thread, after warming up. The figure is the 98th
 * percentile, because other programs on the machine can only make a run slower; the median is shown beside it.
 */
public final class KernelBench {
    private static final int STAGES = 18;
    private static final int WARM_UP_RUNS = 50;
    private static final int RUNS = 200;
    private static final Clock CLOCK = Clock.ofHz("core", 1_000_000_000);

    private KernelBench() {}

    /** One pipeline to measure. */
    private record Pipeline(
            String name, int stageClasses, long latency, long gapCycles, long wordCount, Driver driver, String target) {
        Simulation build() {
            StatGroup stats = new StatGroup("pipeline");
            SimulationBuilder builder = new SimulationBuilder("pipeline", CLOCK);
            Fifo fifo = new Fifo("fifo0", capacity(), latency);
            Component upstream = new Source(fifo, wordCount, gapCycles, stats.group("source"));
            builder.component("source", upstream);
            for (int i = 1; i <= STAGES; i++) {
                Fifo out = new Fifo("fifo" + i, capacity(), latency);
                Component stage = stage(i % stageClasses, fifo, out, stats.group("stage" + i));
                builder.component("stage" + i, stage).wire(upstream, fifo, stage);
                fifo = out;
                upstream = stage;
            }
            Component sink = new Sink(fifo, stats.group("sink"));
            return builder.component("sink", sink).wire(upstream, fifo, sink).build();
        }

        /** Enough to stream one word a cycle at latency 2; in the sparse pipeline there is never more than one. */
        private int capacity() {
            return 4;
        }

        private static Component stage(int kind, Fifo in, Fifo out, StatGroup stats) {
            return switch (kind) {
                case 0 -> new Adder(in, out, stats);
                case 1 -> new Mixer(in, out, stats);
                default -> new Buffer(in, out, stats);
            };
        }
    }

    public static void main(String[] args) {
        Pipeline[] pipelines = {
            new Pipeline("dense, stages of one class", 1, 2, 1, 30_000, Driver.SKIP_AHEAD, "5"),
            new Pipeline("dense, stages of three classes", 3, 2, 1, 30_000, Driver.SKIP_AHEAD, "5"),
            new Pipeline("dense, stages of three classes, lockstep", 3, 2, 1, 30_000, Driver.LOCKSTEP, "-"),
            new Pipeline("sparse, latency 200", 3, 200, 500, 2_000, Driver.SKIP_AHEAD, "100"),
            new Pipeline("sparse, latency 200, lockstep", 3, 200, 500, 50, Driver.LOCKSTEP, "-"),
        };
        // All pipelines first, so that no measured run profits from code compiled for it alone.
        for (Pipeline pipeline : pipelines) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                cyclesPerSecond(pipeline);
            }
        }
        System.out.printf("%-42s %10s %10s %10s%n", "20 components", "Mcycles/s", "target", "median");
        for (Pipeline pipeline : pipelines) {
            double[] rates = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                rates[i] = cyclesPerSecond(pipeline) / 1e6;
            }
            Arrays.sort(rates);
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %10.2f %10s %10.2f%n",
                    pipeline.name,
                    rates[RUNS * 98 / 100],
                    pipeline.target,
                    rates[RUNS / 2]);
        }
    }

    private static double cyclesPerSecond(Pipeline pipeline) {
        Simulation simulation = pipeline.build();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long cycles = simulation.run(pipeline.driver, Long.MAX_VALUE);
        long spentNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return cycles * 1e9 / spentNs;
    }

    private static final class Source implements Component {
        private final Fifo out;
        private final long count;
        private final long gapCycles;
        private final Ledger<Activity> cycles;
        private long sent;
        private long nextCycle;

        Source(Fifo out, long count, long gapCycles, StatGroup stats) {
            this.out = out;
            this.count = count;
            this.gapCycles = gapCycles;
            this.cycles = stats.ledger("cycles", "cycles of the source", Activity.values());
        }

        @Override
        public long step(long cycle) {
            if (cycle < nextCycle) {
                return nextCycle;
            }
            if (sent == count) {
                cycles.enter(Activity.WAIT_INPUT, cycle);
                return IDLE;
            }
            if (!out.canPush(cycle)) {
                cycles.enter(Activity.WAIT_OUTPUT, cycle);
                return IDLE;
            }
            cycles.enter(Activity.BUSY, cycle);
            out.push(cycle, sent++);
            nextCycle = cycle + gapCycles;
            return nextCycle;
        }

        @Override
        public void finish(long endCycle) {
            cycles.close(endCycle);
        }
    }

    private static final class Adder implements Component {
        private final Fifo in;
        private final Fifo out;
        private final Ledger<Activity> cycles;
        private final Counter words;

        Adder(Fifo in, Fifo out, StatGroup stats) {
            this.in = in;
            this.out = out;
            this.cycles = stats.ledger("cycles", "cycles of the adder", Activity.values());
            this.words = stats.counter("words", Unit.COUNT, "words passed");
        }

        @Override
        public long step(long cycle) {
            if (!in.canPop(cycle)) {
                cycles.enter(Activity.WAIT_INPUT, cycle);
                return IDLE;
            }
            if (!out.canPush(cycle)) {
                cycles.enter(Activity.WAIT_OUTPUT, cycle);
                return IDLE;
            }
            cycles.enter(Activity.BUSY, cycle);
            words.increment();
            out.push(cycle, in.pop(cycle) + 1);
            return cycle + 1;
        }

        @Override
        public void finish(long endCycle) {
            cycles.close(endCycle);
        }
    }

    private static final class Mixer implements Component {
        private final Fifo in;
        private final Fifo out;
        private final Ledger<Activity> cycles;
        private final Counter words;

        Mixer(Fifo in, Fifo out, StatGroup stats) {
            this.in = in;
            this.out = out;
            this.cycles = stats.ledger("cycles", "cycles of the mixer", Activity.values());
            this.words = stats.counter("words", Unit.COUNT, "words passed");
        }

        @Override
        public long step(long cycle) {
            if (!out.canPush(cycle)) {
                cycles.enter(Activity.WAIT_OUTPUT, cycle);
                return IDLE;
            }
            if (!in.canPop(cycle)) {
                cycles.enter(Activity.WAIT_INPUT, cycle);
                return IDLE;
            }
            cycles.enter(Activity.BUSY, cycle);
            words.increment();
            long word = in.pop(cycle);
            out.push(cycle, word ^ (word >>> 7));
            return cycle + 1;
        }

        @Override
        public void finish(long endCycle) {
            cycles.close(endCycle);
        }
    }

    /** Holds one word between its input and its output. */
    private static final class Buffer implements Component {
        private final Fifo in;
        private final Fifo out;
        private final Ledger<Activity> cycles;
        private final Counter words;
        private boolean isFull;
        private long word;

        Buffer(Fifo in, Fifo out, StatGroup stats) {
            this.in = in;
            this.out = out;
            this.cycles = stats.ledger("cycles", "cycles of the buffer", Activity.values());
            this.words = stats.counter("words", Unit.COUNT, "words passed");
        }

        @Override
        public long step(long cycle) {
            if (isFull) {
                if (!out.canPush(cycle)) {
                    cycles.enter(Activity.WAIT_OUTPUT, cycle);
                    return IDLE;
                }
                out.push(cycle, word);
                isFull = false;
            }
            if (!in.canPop(cycle)) {
                cycles.enter(Activity.WAIT_INPUT, cycle);
                return IDLE;
            }
            word = in.pop(cycle);
            isFull = true;
            words.increment();
            cycles.enter(Activity.BUSY, cycle);
            return cycle + 1;
        }

        @Override
        public void finish(long endCycle) {
            cycles.close(endCycle);
        }

        @Override
        public boolean hasPendingWork() {
            return isFull;
        }
    }

    private static final class Sink implements Component {
        private final Fifo in;
        private final Ledger<Activity> cycles;
        private final Counter sum;

        Sink(Fifo in, StatGroup stats) {
            this.in = in;
            this.cycles = stats.ledger("cycles", "cycles of the sink", Activity.values());
            this.sum = stats.counter("sum", Unit.COUNT, "sum of the words");
        }

        @Override
        public long step(long cycle) {
            if (!in.canPop(cycle)) {
                cycles.enter(Activity.WAIT_INPUT, cycle);
                return IDLE;
            }
            cycles.enter(Activity.BUSY, cycle);
            sum.add(in.pop(cycle));
            return cycle + 1;
        }

        @Override
        public void finish(long endCycle) {
            cycles.close(endCycle);
        }
    }
}
