package tessera.extras.bench;

import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.Simulation;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.Activity;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * A pipeline to measure: a source, 18 stages and a sink, each with a ledger, and a Fifo of 4 words between neighbours.
 *
 * @param stageClasses 1 to 3 different classes in turn
 * @param latency of each Fifo, cycles; at 2, 4 words are enough to stream one word a cycle
 * @param gapCycles cycles from one word of the source to the next
 * @param wordCount words that the source sends
 */
record KernelPipeline(int stageClasses, long latency, long gapCycles, long wordCount) {
    private static final Clock CLOCK = Clock.ofHz("core", 1_000_000_000);
    private static final int STAGES = 18;
    private static final int FIFO_CAPACITY = 4;

    Simulation build() {
        StatGroup stats = new StatGroup("pipeline");
        SimulationBuilder builder = new SimulationBuilder("pipeline", CLOCK);
        Fifo fifo = new Fifo("fifo0", FIFO_CAPACITY, latency);
        Component upstream = new Source(fifo, wordCount, gapCycles, stats.group("source"));
        builder.component("source", upstream);
        for (int i = 1; i <= STAGES; i++) {
            Fifo out = new Fifo("fifo" + i, FIFO_CAPACITY, latency);
            Component stage = stage(i % stageClasses, fifo, out, stats.group("stage" + i));
            builder.component("stage" + i, stage).wire(upstream, fifo, stage);
            fifo = out;
            upstream = stage;
        }
        Component sink = new Sink(fifo, stats.group("sink"));
        return builder.component("sink", sink).wire(upstream, fifo, sink).build();
    }

    private static Component stage(int kind, Fifo in, Fifo out, StatGroup stats) {
        return switch (kind) {
            case 0 -> new Adder(in, out, stats);
            case 1 -> new Mixer(in, out, stats);
            default -> new Buffer(in, out, stats);
        };
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

    /** Between two Fifos; what it does with a word is what its class is there for. */
    private abstract static class Part implements Component {
        final Fifo in;
        final Fifo out;
        final Ledger<Activity> cycles;
        final Counter words;

        Part(Fifo in, Fifo out, StatGroup stats) {
            this.in = in;
            this.out = out;
            this.cycles = stats.ledger("cycles", "cycles of the stage", Activity.values());
            this.words = stats.counter("words", Unit.COUNT, "words passed");
        }

        @Override
        public final void finish(long endCycle) {
            cycles.close(endCycle);
        }
    }

    private static final class Adder extends Part {
        Adder(Fifo in, Fifo out, StatGroup stats) {
            super(in, out, stats);
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
    }

    private static final class Mixer extends Part {
        Mixer(Fifo in, Fifo out, StatGroup stats) {
            super(in, out, stats);
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
    }

    /** Holds one word between its input and its output. */
    private static final class Buffer extends Part {
        private boolean isFull;
        private long word;

        Buffer(Fifo in, Fifo out, StatGroup stats) {
            super(in, out, stats);
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
