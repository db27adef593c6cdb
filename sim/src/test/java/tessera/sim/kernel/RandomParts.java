package tessera.sim.kernel;

import tessera.sim.stat.Activity;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Histogram;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.Maximum;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/** The parts of random networks. Each reacts to when and in which order words come, so that any slip in time shows. */
final class RandomParts {
    private RandomParts() {}

    /** A well-mixed function of two numbers (SplitMix64's finaliser). */
    static long mix(long a, long b) {
        long z = a * 0x9E3779B97F4A7C15L + b + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long below(long word, long bound) {
        return Math.floorMod(word, bound);
    }

    /** What all parts have: a ledger, a count of words, and a fold over (cycle, word) of everything they moved. */
    abstract static class Part implements Component {
        final Fifo[] in;
        final Fifo[] out;
        final Ledger<Activity> cycles;
        final Counter moved;
        long trail;

        Part(StatGroup stats, Fifo[] in, Fifo[] out) {
            this.in = in;
            this.out = out;
            this.cycles = stats.ledger("cycles", "cycles of the part", Activity.values());
            this.moved = stats.counter("moved", Unit.COUNT, "words moved");
            stats.derived("trail", Unit.COUNT, "fold over all moves", () -> trail);
        }

        long take(Fifo fifo, long cycle) {
            long word = fifo.pop(cycle);
            note(cycle, word);
            return word;
        }

        void give(Fifo fifo, long cycle, long word) {
            note(cycle, ~word);
            fifo.push(cycle, word);
        }

        private void note(long cycle, long word) {
            moved.increment();
            trail = mix(trail, mix(cycle, word));
        }

        long wait(Activity cause, long cycle) {
            cycles.enter(cause, cycle);
            return IDLE;
        }

        @Override
        public void finish(long endCycle) {
            cycles.close(endCycle);
        }
    }

    /** Sends words in bursts as long as there is room, with gaps between them. */
    static final class Source extends Part {
        private final int count;
        private final long seed;
        private final long longestGap;
        private int sent;
        private long nextBurst;

        Source(StatGroup stats, Fifo out, int count, long seed, long longestGap) {
            super(stats, new Fifo[0], new Fifo[] {out});
            this.count = count;
            this.seed = seed;
            this.longestGap = longestGap;
        }

        @Override
        public long step(long cycle) {
            if (cycle < nextBurst) {
                return nextBurst;
            }
            if (sent == count) {
                return wait(Activity.WAIT_INPUT, cycle);
            }
            int room = out[0].freeCount(cycle);
            if (room == 0) {
                return wait(Activity.WAIT_OUTPUT, cycle);
            }
            long burst = 1 + below(mix(seed, sent), 3);
            for (int i = 0; i < Math.min(room, burst) && sent < count; i++) {
                give(out[0], cycle, mix(seed, -1 - sent++));
            }
            cycles.enter(Activity.BUSY, cycle);
            nextBurst = cycle + 1 + below(mix(seed, sent + 1_000_000L), longestGap);
            return nextBurst;
        }
    }

    /** Works on each word for a time that depends on the word, then sends it on. */
    static final class Stage extends Part {
        private final long longest;
        private boolean isFull;
        private long word;
        private long readyAt;

        Stage(StatGroup stats, Fifo in, Fifo out, long longest) {
            super(stats, new Fifo[] {in}, new Fifo[] {out});
            this.longest = longest;
        }

        @Override
        public long step(long cycle) {
            if (isFull) {
                if (cycle < readyAt) {
                    return readyAt;
                }
                if (!out[0].canPush(cycle)) {
                    return wait(Activity.WAIT_OUTPUT, cycle);
                }
                give(out[0], cycle, mix(word, 1));
                isFull = false;
            }
            if (!in[0].canPop(cycle)) {
                return wait(Activity.WAIT_INPUT, cycle);
            }
            word = take(in[0], cycle);
            isFull = true;
            cycles.enter(Activity.BUSY, cycle);
            readyAt = cycle + 1 + below(word, longest);
            return readyAt;
        }

        @Override
        public boolean hasPendingWork() {
            return isFull;
        }
    }

    /** One word of each input makes one word to each output. */
    static final class JoinFork extends Part {
        JoinFork(StatGroup stats, Fifo[] in, Fifo[] out) {
            super(stats, in, out);
        }

        @Override
        public long step(long cycle) {
            for (Fifo fifo : out) {
                if (!fifo.canPush(cycle)) {
                    return wait(Activity.WAIT_OUTPUT, cycle);
                }
            }
            for (Fifo fifo : in) {
                if (!fifo.canPop(cycle)) {
                    return wait(Activity.WAIT_INPUT, cycle);
                }
            }
            long word = 0;
            for (Fifo fifo : in) {
                word = mix(word, take(fifo, cycle));
            }
            for (int i = 0; i < out.length; i++) {
                give(out[i], cycle, mix(word, i));
            }
            cycles.enter(Activity.BUSY, cycle);
            return cycle + 1;
        }
    }

    /** Round robin over inputs; to the first output with room, counted from a place that depends on the word. */
    static final class Switch extends Part {
        private int next;

        Switch(StatGroup stats, Fifo[] in, Fifo[] out) {
            super(stats, in, out);
        }

        @Override
        public long step(long cycle) {
            int from = -1;
            for (int i = 0; i < in.length && from < 0; i++) {
                int candidate = (next + i) % in.length;
                if (in[candidate].canPop(cycle)) {
                    from = candidate;
                }
            }
            if (from < 0) {
                return wait(Activity.WAIT_INPUT, cycle);
            }
            int start = (int) below(in[from].peek(cycle), out.length);
            for (int i = 0; i < out.length; i++) {
                Fifo to = out[(start + i) % out.length];
                if (to.canPush(cycle)) {
                    give(to, cycle, take(in[from], cycle));
                    next = (from + 1) % in.length;
                    cycles.enter(Activity.BUSY, cycle);
                    return cycle + 1;
                }
            }
            return wait(Activity.WAIT_OUTPUT, cycle);
        }
    }

    /** Waits for several words or for a time since the first, whichever comes earlier; sends their number on. */
    static final class Batcher extends Part {
        private final int batch;
        private final long patience;
        private final Histogram sizes;
        private boolean isCollecting;
        private long deadline;

        Batcher(StatGroup stats, Fifo in, Fifo out, int batch, long patience) {
            super(stats, new Fifo[] {in}, new Fifo[] {out});
            this.batch = batch;
            this.patience = patience;
            this.sizes = stats.histogram("sizes", Unit.COUNT, "words in a batch", 1, 8);
        }

        @Override
        public long step(long cycle) {
            int visible = in[0].visibleCount(cycle);
            if (visible == 0) {
                return wait(Activity.WAIT_INPUT, cycle);
            }
            if (!isCollecting) {
                isCollecting = true;
                deadline = cycle + patience;
            }
            if (visible < batch && cycle < deadline) {
                cycles.enter(Activity.BUSY, cycle);
                return deadline;
            }
            if (!out[0].canPush(cycle)) {
                return wait(Activity.WAIT_OUTPUT, cycle);
            }
            int size = Math.min(visible, batch);
            long word = size;
            for (int i = 0; i < size; i++) {
                word = mix(word, take(in[0], cycle));
            }
            give(out[0], cycle, word);
            sizes.add(size);
            isCollecting = false;
            cycles.enter(Activity.BUSY, cycle);
            return cycle + 1;
        }
    }

    /** Sends each word to a server and back with a limited number under way; closes a loop of Fifos. */
    static final class Client extends Part {
        private final int limit;
        private final Maximum peak;
        private int underWay;

        /** {@code in}: work, answers; {@code out}: results, requests. */
        Client(StatGroup stats, Fifo[] in, Fifo[] out, int limit) {
            super(stats, in, out);
            this.limit = limit;
            this.peak = stats.maximum("peak", Unit.COUNT, "most requests under way");
        }

        @Override
        public long step(long cycle) {
            boolean hasMoved = false;
            if (in[1].canPop(cycle) && out[0].canPush(cycle)) {
                give(out[0], cycle, take(in[1], cycle));
                underWay--;
                hasMoved = true;
            }
            if (underWay < limit && in[0].canPop(cycle) && out[1].canPush(cycle)) {
                give(out[1], cycle, take(in[0], cycle));
                underWay++;
                peak.observe(underWay);
                hasMoved = true;
            }
            if (hasMoved) {
                cycles.enter(Activity.BUSY, cycle);
                return cycle + 1;
            }
            return wait(underWay > 0 ? Activity.WAIT_OUTPUT : Activity.WAIT_INPUT, cycle);
        }

        @Override
        public boolean hasPendingWork() {
            return underWay > 0;
        }
    }

    /** Swallows words, working on each for a time. */
    static final class Sink extends Part {
        private final long longest;
        private long busyUntil;

        Sink(StatGroup stats, Fifo in, long longest) {
            super(stats, new Fifo[] {in}, new Fifo[0]);
            this.longest = longest;
        }

        @Override
        public long step(long cycle) {
            if (cycle < busyUntil) {
                return busyUntil;
            }
            if (!in[0].canPop(cycle)) {
                return wait(Activity.WAIT_INPUT, cycle);
            }
            cycles.enter(Activity.BUSY, cycle);
            busyUntil = cycle + 1 + below(take(in[0], cycle), longest);
            return busyUntil;
        }
    }
}
