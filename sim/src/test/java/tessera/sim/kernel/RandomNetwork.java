package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.sim.stat.StatGroup;

/**
 * A machine drawn from a seed: sources, then a number of random parts that each take some of the open ends and leave
 * new ones, then a sink for each end. Equal seeds give equal machines; the step order is a separate seed.
 */
final class RandomNetwork {
    private static final long LIMIT = 200_000;

    private final SplittableRandom random;
    private final StatGroup stats = new StatGroup("net");
    private final List<Clock> clocks = new ArrayList<>();
    private final List<Component> parts = new ArrayList<>();
    private final List<Fifo> fifos = new ArrayList<>();
    private final Map<Fifo, Component> producers = new IdentityHashMap<>();
    private final Map<Fifo, Component> consumers = new IdentityHashMap<>();
    /** Fifos whose consumer is still to come. */
    private final List<Fifo> open = new ArrayList<>();

    private final boolean isSparse;

    RandomNetwork(long seed) {
        random = new SplittableRandom(seed);
        isSparse = random.nextInt(4) == 0;
        int clockCount = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < clockCount; i++) {
            clocks.add(new Clock("clock" + i, 1 + random.nextInt(12)));
        }
        int sourceCount = 1 + random.nextInt(3);
        for (int i = 0; i < sourceCount; i++) {
            addSource();
        }
        int partCount = random.nextInt(12);
        for (int i = 0; i < partCount; i++) {
            addPart();
        }
        while (!open.isEmpty()) {
            Fifo in = takeOpen();
            register(new RandomParts.Sink(nextGroup("sink"), in, 1 + random.nextInt(6)), new Fifo[] {in}, new Fifo[0]);
        }
    }

    /** Everything that a run can be observed to do, as text. */
    String run(Driver driver, long orderSeed) {
        SimulationBuilder builder = new SimulationBuilder("net", clocks.get(0));
        for (int i = 0; i < parts.size(); i++) {
            builder.component("part" + i, parts.get(i), clockOf(i));
        }
        for (Fifo fifo : fifos) {
            builder.wire(producers.get(fifo), fifo, consumers.get(fifo));
        }
        Simulation simulation = builder.shuffled(orderSeed).build();
        StringBuilder observed = new StringBuilder();
        try {
            long elapsed = simulation.run(driver, LIMIT);
            requireLedgersToAddUp(simulation);
            observed.append("elapsed ").append(elapsed).append('\n').append(stats.text());
        } catch (SimulationException e) {
            observed.append(e.getMessage().lines().findFirst().orElseThrow()).append('\n');
        }
        for (Fifo fifo : fifos) {
            observed.append(
                    fifo.name() + " " + fifo.pushedCount() + " " + fifo.wordCount() + " " + fifo.lastMoveFs() + "\n");
        }
        return observed.toString();
    }

    /** Each part has charged every cycle of its clock to one cause. */
    private void requireLedgersToAddUp(Simulation simulation) {
        for (int i = 0; i < parts.size(); i++) {
            RandomParts.Part part = (RandomParts.Part) parts.get(i);
            assertEquals(simulation.elapsedCycles(clockOf(i)), part.cycles.total(), "cycles charged by part" + i);
        }
    }

    private Clock clockOf(int partIndex) {
        return clocks.get(partIndex * 7 % clocks.size());
    }

    int clockCount() {
        return clocks.size();
    }

    private void addSource() {
        Fifo out = newFifo();
        register(
                new RandomParts.Source(
                        nextGroup("source"), out, random.nextInt(60), random.nextLong(), isSparse ? 300 : 4),
                new Fifo[0],
                new Fifo[] {out});
    }

    private void addPart() {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                Fifo[] in = {takeOpen()};
                Fifo[] out = {newFifo()};
                register(new RandomParts.Stage(nextGroup("stage"), in[0], out[0], 1 + random.nextInt(9)), in, out);
            }
            case 2 -> {
                Fifo[] in = takeSomeOpen();
                Fifo[] out = newFifos(1 + random.nextInt(3));
                register(new RandomParts.JoinFork(nextGroup("join_fork"), in, out), in, out);
            }
            case 3 -> {
                Fifo[] in = takeSomeOpen();
                Fifo[] out = newFifos(1 + random.nextInt(3));
                register(new RandomParts.Switch(nextGroup("switch"), in, out), in, out);
            }
            case 4 -> {
                Fifo[] in = {takeOpen()};
                Fifo[] out = {newFifo()};
                register(
                        new RandomParts.Batcher(
                                nextGroup("batcher"), in[0], out[0], 1 + random.nextInt(3), 1 + random.nextInt(40)),
                        in,
                        out);
            }
            default -> addClientAndServer();
        }
    }

    private void addClientAndServer() {
        Fifo results = newFifo();
        Fifo requests = newFifo();
        Fifo answers = newFifo();
        open.remove(requests);
        open.remove(answers);
        Fifo[] in = {takeOpenOtherThan(results), answers};
        Fifo[] out = {results, requests};
        register(new RandomParts.Client(nextGroup("client"), in, out, 1 + random.nextInt(4)), in, out);
        register(
                new RandomParts.Stage(nextGroup("server"), requests, answers, 1 + random.nextInt(isSparse ? 200 : 20)),
                new Fifo[] {requests},
                new Fifo[] {answers});
    }

    private StatGroup nextGroup(String kind) {
        return stats.group(kind + parts.size());
    }

    private void register(Component part, Fifo[] in, Fifo[] out) {
        parts.add(part);
        for (Fifo fifo : in) {
            consumers.put(fifo, part);
        }
        for (Fifo fifo : out) {
            producers.put(fifo, part);
        }
    }

    private Fifo newFifo() {
        long longest = isSparse ? 200 : 6;
        Fifo fifo = new Fifo(
                "fifo" + fifos.size(),
                1 + random.nextInt(6),
                1 + random.nextLong(longest),
                random.nextBoolean() ? 1 : 1 + random.nextLong(longest));
        fifos.add(fifo);
        open.add(fifo);
        return fifo;
    }

    private Fifo[] newFifos(int count) {
        Fifo[] created = new Fifo[count];
        for (int i = 0; i < count; i++) {
            created[i] = newFifo();
        }
        return created;
    }

    private Fifo takeOpen() {
        return open.remove(random.nextInt(open.size()));
    }

    private Fifo takeOpenOtherThan(Fifo excluded) {
        open.remove(excluded);
        Fifo taken = takeOpen();
        open.add(excluded);
        return taken;
    }

    private Fifo[] takeSomeOpen() {
        Fifo[] taken = new Fifo[1 + random.nextInt(Math.min(3, open.size()))];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = takeOpen();
        }
        return taken;
    }
}
