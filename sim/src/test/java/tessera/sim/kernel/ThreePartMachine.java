package tessera.sim.kernel;

import tessera.sim.stat.Activity;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/** The example of docs/kernel.md, which must show exactly this class. */
final class ThreePartMachine {
    final StatGroup stats = new StatGroup("toy");
    final Simulation simulation;

    /** Fetches {@code wordCount} words, one a cycle; squares each in {@code busyCycles}; adds them up. */
    ThreePartMachine(long wordCount, long busyCycles, long orderSeed) {
        Fifo words = new Fifo("words", 8, 5); // capacity, latency in cycles
        Fifo squares = new Fifo("squares", 2, 1);
        Fetch fetch = new Fetch(wordCount, words);
        Square square = new Square(busyCycles, words, squares, stats.group("square"));
        Sum sum = new Sum(squares, stats.group("sum"));
        simulation = new SimulationBuilder("toy", Clock.ofHz("core", 1_000_000_000))
                .component("fetch", fetch)
                .component("square", square)
                .component("sum", sum)
                .wire(fetch, words, square)
                .wire(square, squares, sum)
                .shuffled(orderSeed)
                .build();
    }

    private static final class Fetch implements Component {
        private final long wordCount;
        private final Fifo out;
        private long sent;

        Fetch(long wordCount, Fifo out) {
            this.wordCount = wordCount;
            this.out = out;
        }

        @Override
        public long step(long cycle) {
            if (sent == wordCount || !out.canPush(cycle)) {
                return IDLE; // done for good, or until a slot is free
            }
            out.push(cycle, ++sent);
            return cycle + 1;
        }
    }

    private static final class Square implements Component {
        private final long busyCycles;
        private final Fifo in;
        private final Fifo out;
        private final Ledger<Activity> cycles;
        private boolean isFull;
        private long word;
        private long readyAt;

        Square(long busyCycles, Fifo in, Fifo out, StatGroup stats) {
            this.busyCycles = busyCycles;
            this.in = in;
            this.out = out;
            this.cycles = stats.ledger("cycles", "cycles of the squarer", Activity.values());
            stats.ratio("utilization", "share of busy cycles", () -> cycles.cycles(Activity.BUSY), cycles::total);
        }

        @Override
        public long step(long cycle) {
            if (isFull) {
                if (cycle < readyAt) {
                    return readyAt; // came early: nothing to do, the same answer again
                }
                if (!out.canPush(cycle)) {
                    cycles.enter(Activity.WAIT_OUTPUT, cycle);
                    return IDLE;
                }
                out.push(cycle, word * word);
                isFull = false;
            }
            if (!in.canPop(cycle)) {
                cycles.enter(Activity.WAIT_INPUT, cycle);
                return IDLE;
            }
            word = in.pop(cycle);
            isFull = true;
            cycles.enter(Activity.BUSY, cycle);
            readyAt = cycle + busyCycles;
            return readyAt;
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

    private static final class Sum implements Component {
        private final Fifo in;
        private final Counter total;

        Sum(Fifo in, StatGroup stats) {
            this.in = in;
            this.total = stats.counter("total", Unit.COUNT, "sum of the squares");
        }

        @Override
        public long step(long cycle) {
            if (!in.canPop(cycle)) {
                return IDLE;
            }
            total.add(in.pop(cycle));
            return cycle + 1; // there may be another word by then
        }
    }
}
