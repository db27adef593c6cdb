package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final Clock CLOCK = Clock.ofHz("core", 1_000_000_000);

    /** Sends the numbers 1 to n, one a cycle. */
    private static final class Source implements Component {
        private final Fifo out;
        private final int count;
        private int sent;

        Source(Fifo out, int count) {
            this.out = out;
            this.count = count;
        }

        @Override
        public long step(long cycle) {
            if (sent == count || !out.canPush(cycle)) {
                return IDLE;
            }
            out.push(cycle, ++sent);
            return cycle + 1;
        }
    }

    /** Takes a word, one every {@code busyCycles}, and adds it up. */
    private static final class Sink implements Component {
        private final Fifo in;
        private final long busyCycles;
        private long busyUntil;
        private long sum;

        Sink(Fifo in, long busyCycles) {
            this.in = in;
            this.busyCycles = busyCycles;
        }

        @Override
        public long step(long cycle) {
            if (cycle < busyUntil) {
                return busyUntil;
            }
            if (!in.canPop(cycle)) {
                return IDLE;
            }
            sum += in.pop(cycle);
            busyUntil = cycle + busyCycles;
            return busyUntil;
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsOneWordACycle(Driver driver) {
        Fifo numbers = new Fifo("numbers", 8, 5);
        Source source = new Source(numbers, 100);
        Sink sink = new Sink(numbers, 1);
        Simulation simulation = new SimulationBuilder("stream", CLOCK)
                .component("source", source)
                .component("sink", sink)
                .wire(source, numbers, sink)
                .build();
        // Word i (from 0) is pushed at cycle i and popped at i + 5: the last pop is at 104, the run takes 105 cycles.
        assertEquals(105, simulation.run(driver, 1_000));
        assertEquals(5_050, sink.sum);
    }

    @ParameterizedTest
    @EnumSource
    void slowSinkHoldsTheSourceBack(Driver driver) {
        Fifo numbers = new Fifo("numbers", 2, 1);
        Source source = new Source(numbers, 10);
        Sink sink = new Sink(numbers, 7);
        Simulation simulation = new SimulationBuilder("slow", CLOCK)
                .component("source", source)
                .component("sink", sink)
                .wire(source, numbers, sink)
                .build();
        // Pops at 1, 8, …, 64; the sink is busy until 71.
        assertEquals(71, simulation.run(driver, 1_000));
    }

    @Test
    void skippingAheadCostsNoStepsWhileNothingHappens() {
        Fifo numbers = new Fifo("numbers", 2, 1_000_000);
        Source source = new Source(numbers, 3);
        long[] steps = new long[1];
        Sink sink = new Sink(numbers, 1);
        Component counted = cycle -> {
            steps[0]++;
            return sink.step(cycle);
        };
        Simulation simulation = new SimulationBuilder("sparse", CLOCK)
                .component("source", source)
                .component("sink", counted)
                .wire(source, numbers, counted)
                .build();
        // Pushes at 0 and 1, the third when the slot popped at 1,000,000 is free: at 1,000,001.
        assertEquals(2_000_002, simulation.run(Long.MAX_VALUE));
        // Steps at 0, at 1,000,000 to 1,000,002, at 2,000,001 and 2,000,002.
        assertTrue(steps[0] <= 6, steps[0] + " steps");
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheLastWantedCycleEvenIfNothingMovesThen(Driver driver) {
        Simulation simulation = new SimulationBuilder("timer", CLOCK)
                .component("timer", cycle -> cycle < 30 ? 30 : Component.IDLE)
                .build();
        assertEquals(30, simulation.run(driver, 1_000));
    }

    @ParameterizedTest
    @EnumSource
    void stopSignalEndsAMachineThatNeverFallsSilent(Driver driver) {
        StopSignal stop = new StopSignal();
        Component clockwork = cycle -> cycle + 10;
        Component judge = cycle -> {
            if (cycle == 25) {
                stop.raise(cycle);
            }
            return cycle < 25 ? 25 : Component.IDLE;
        };
        Simulation simulation = new SimulationBuilder("endless", CLOCK)
                .component("clockwork", clockwork)
                .component("judge", judge)
                .stopWhen(stop, judge)
                .build();
        // Cycles 0 to 25.
        assertEquals(26, simulation.run(driver, 1_000));
    }

    @ParameterizedTest
    @EnumSource
    void cycleLimitIsTight(Driver driver) {
        Component timer = cycle -> cycle < 99 ? 99 : Component.IDLE;
        assertEquals(
                99,
                new SimulationBuilder("timer", CLOCK)
                        .component("timer", timer)
                        .build()
                        .run(driver, 100));
        Simulation tooShort =
                new SimulationBuilder("timer", CLOCK).component("timer", timer).build();
        String message = assertThrows(SimulationException.class, () -> tooShort.run(driver, 99))
                .getMessage();
        assertEquals(
                "machine 'timer' needs more than the cycle limit of 99 cycles; raise the limit, or look below for what"
                        + " does not end",
                message.lines().findFirst().orElseThrow());
    }

    @Test
    void deadlockShowsWhoWaitsForWhat() {
        Fifo even = new Fifo("even", 2, 1);
        Fifo odd = new Fifo("odd", 2, 1);
        Component source = new Source(even, 5);
        // Takes a word of each: but nobody ever sends an odd one.
        Component pairs = cycle -> {
            if (!odd.canPop(cycle) || !even.canPop(cycle)) {
                return Component.IDLE;
            }
            odd.pop(cycle);
            even.pop(cycle);
            return cycle + 1;
        };
        Component mute = cycle -> Component.IDLE;
        Simulation simulation = new SimulationBuilder("pairs", CLOCK)
                .component("source", source)
                .component("mute", mute)
                .component("pairs", pairs)
                .wire(source, even, pairs)
                .wire(mute, odd, pairs)
                .build();
        String message = assertThrows(SimulationException.class, () -> simulation.run(1_000))
                .getMessage();
        assertEquals("""
                machine 'pairs' is deadlocked at cycle 2: every component is IDLE, 2 words are left in fifos
                  fifo  producer  consumer  words  waiting
                  even  source    pairs     2/2    source for a free slot, pairs has not asked
                  odd   mute      pairs     0/2    pairs for a word
                  component  clock  asleep since  due   waits for
                  source     core   2             idle  a free slot in even
                  mute       core   0             idle  -
                  pairs      core   0             idle  a word in odd
                """, message);
    }

    @Test
    void workHeldInsideAComponentIsADeadlockToo() {
        Component hoarder = new Component() {
            @Override
            public long step(long cycle) {
                return IDLE;
            }

            @Override
            public boolean hasPendingWork() {
                return true;
            }
        };
        Simulation simulation = new SimulationBuilder("hoard", CLOCK)
                .component("hoarder", hoarder)
                .build();
        assertEquals(
                "machine 'hoard' is deadlocked at cycle 0: every component is IDLE, 0 words are left in fifos, work is"
                        + " left in hoarder",
                firstLine(assertThrows(SimulationException.class, () -> simulation.run(1_000))));
    }

    @ParameterizedTest
    @EnumSource
    void exceptionInAStepNamesCycleAndComponent(Driver driver) {
        Simulation simulation = new SimulationBuilder("faulty", CLOCK)
                .component("fine", cycle -> cycle < 20 ? cycle + 1 : Component.IDLE)
                .component("broken", cycle -> {
                    if (cycle < 7) {
                        return 7;
                    }
                    throw new ArithmeticException("/ by zero");
                })
                .build();
        assertEquals(
                "machine 'faulty', component 'broken', cycle 7 of clock 'core': java.lang.ArithmeticException: / by"
                        + " zero",
                firstLine(assertThrows(SimulationException.class, () -> simulation.run(driver, 1_000))));
    }

    @ParameterizedTest
    @EnumSource
    void wantingThePastIsABrokenRule(Driver driver) {
        Simulation simulation = new SimulationBuilder("backwards", CLOCK)
                .component("backwards", cycle -> cycle)
                .build();
        assertEquals(
                "machine 'backwards', component 'backwards', cycle 0 of clock 'core': step asked for cycle 0, must be a"
                        + " later cycle or IDLE",
                firstLine(assertThrows(SimulationException.class, () -> simulation.run(driver, 1_000))));
    }

    @Test
    void finishIsToldTheElapsedCyclesOfItsOwnClock() {
        long[] ends = new long[2];
        Simulation simulation = new SimulationBuilder("two_clocks", CLOCK)
                .component("main", new Timer(7, ends, 0))
                .component("other", new Timer(2, ends, 1), new Clock("other", 3_000_000))
                .build();
        // main is due until cycle 7 = 7,000,000 fs, other until cycle 2 = 6,000,000 fs.
        assertEquals(7, simulation.run(1_000));
        assertEquals(7, ends[0]);
        assertEquals(3, ends[1]);
    }

    /** Wants one cycle, and notes what it is told at the end. */
    private static final class Timer implements Component {
        private final long wanted;
        private final long[] ends;
        private final int index;

        Timer(long wanted, long[] ends, int index) {
            this.wanted = wanted;
            this.ends = ends;
            this.index = index;
        }

        @Override
        public long step(long cycle) {
            return cycle < wanted ? wanted : IDLE;
        }

        @Override
        public void finish(long endCycle) {
            ends[index] = endCycle;
        }
    }

    @Test
    void wiringMistakesAreNamed() {
        Fifo fifo = new Fifo("fifo", 1, 1);
        Component a = new Source(fifo, 1);
        Component b = new Sink(fifo, 1);
        assertWrong(
                "machine 'm': the consumer of fifo 'fifo' is not a component of this machine; add it with"
                        + " component(name, …)",
                new SimulationBuilder("m", CLOCK).component("a", a).wire(a, fifo, b));
        assertWrong(
                "machine 'm': component 'b' is the same object as another component",
                new SimulationBuilder("m", CLOCK).component("a", a).component("b", a));
        assertWrong(
                "machine 'm': no component is on its main clock 'core'",
                new SimulationBuilder("m", CLOCK).component("a", a, new Clock("other", 5)));
        SimulationBuilder builder = new SimulationBuilder("m", CLOCK).component("a", a);
        assertEquals(
                "machine 'm': the name 'a' is used twice; names of components and fifos are unique",
                assertThrows(SimulationException.class, () -> builder.component("a", b))
                        .getMessage());
        new SimulationBuilder("m", CLOCK)
                .component("a", a)
                .component("b", b)
                .wire(a, fifo, b)
                .build();
        assertWrong(
                "machine 'm': fifo 'fifo' is wired twice; a Fifo has one producer and one consumer",
                new SimulationBuilder("m", CLOCK)
                        .component("a", a)
                        .component("b", b)
                        .wire(a, fifo, b));
    }

    @Test
    void runsOnlyOnce() {
        Simulation simulation = new SimulationBuilder("m", CLOCK)
                .component("a", cycle -> Component.IDLE)
                .build();
        simulation.run(10);
        assertEquals(
                "machine 'm' has run already; build a new one",
                assertThrows(SimulationException.class, () -> simulation.run(10))
                        .getMessage());
    }

    private static void assertWrong(String message, SimulationBuilder builder) {
        assertEquals(
                message, assertThrows(SimulationException.class, builder::build).getMessage());
    }

    private static String firstLine(SimulationException e) {
        return e.getMessage().lines().findFirst().orElseThrow();
    }
}
