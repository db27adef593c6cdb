package tessera.hdl.bench;

import java.util.List;
import java.util.Optional;
import tessera.sim.block.Port;
import tessera.sim.block.StreamPorts;

/** Compares what a block did with its cycle model, cycle by cycle, and with the golden function, beat by beat. */
public final class TraceComparison {
    private TraceComparison() {}

    /** The first cycle after reset in which a bit differs that means something in {@code expected}. */
    public static Optional<Difference> cycleByCycle(PortTrace expected, PortTrace actual) {
        int words = expected.readWords();
        int start = expected.firstCycleAfterReset();
        for (int i = start * words; i < expected.cycles() * words; i++) {
            if (((expected.read()[i] ^ actual.read()[i]) & expected.care()[i]) != 0) {
                Port port = expected.ports().read().portAt(i % words);
                int cycle = i / words;
                return Optional.of(new Difference(
                        cycle - start,
                        port.name(),
                        expected.hexRead(cycle, port),
                        actual.hexRead(cycle, port),
                        "cycle model"));
            }
        }
        return Optional.empty();
    }

    /** The first beat that is not the one that the cases expect, or is missing or too many. */
    public static Optional<Difference> beatByBeat(PortTrace actual, List<BenchCase> cases) {
        Optional<Difference> first = Optional.empty();
        for (int stream = 0; stream < actual.ports().outputs().size(); stream++) {
            first = earlier(first, beatByBeat(actual, cases, stream));
        }
        return first;
    }

    /** The difference in the earlier cycle; the first one when both are in the same. */
    public static Optional<Difference> earlier(Optional<Difference> one, Optional<Difference> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return other.get().cycle() < one.get().cycle() ? other : one;
    }

    static Optional<Difference> beatByBeat(PortTrace actual, List<BenchCase> cases, int streamIndex) {
        StreamPorts stream = actual.ports().outputs().get(streamIndex);
        List<Beat> expected = cases.stream()
                .flatMap(one -> one.expected().get(streamIndex).stream())
                .toList();
        ExpectedBeats order = new ExpectedBeats(stream, expected, cases);
        int start = actual.firstCycleAfterReset();
        for (int cycle = start; cycle < actual.cycles(); cycle++) {
            if (!actual.passes(stream, cycle)) {
                continue;
            }
            int base = actual.payloadBase(stream, cycle);
            Beat beat = order.next(actual.read(), base);
            if (beat == null) {
                return Optional.of(new Difference(
                        cycle - start, stream.valid().name(), "no further beat", "a beat", "golden function"));
            }
            int word = beat.firstDifference(actual.read(), base);
            if (word < beat.value().length) {
                return Optional.of(payloadDifference(actual, stream, beat, word, cycle, start));
            }
        }
        if (order.given() < expected.size()) {
            return Optional.of(new Difference(
                    actual.cycles() - start,
                    stream.valid().name(),
                    expected.size() + " beats",
                    order.given() + " beats",
                    "golden function"));
        }
        return Optional.empty();
    }

    private static Difference payloadDifference(
            PortTrace actual, StreamPorts stream, Beat beat, int word, int cycle, int start) {
        Port port = stream.beat().portAt(word);
        int base = stream.beat().word(port.name());
        return new Difference(
                cycle - start,
                port.name(),
                PortTrace.hex(beat.value(), base, port),
                actual.hexRead(cycle, port),
                "golden function");
    }

    /** Which case was being answered at this cycle after reset: the first one not all of whose beats had passed. */
    public static int caseAt(PortTrace trace, List<BenchCase> cases, int cycleAfterReset) {
        int answered = cases.size() - 1;
        int start = trace.firstCycleAfterReset();
        for (int stream = 0; stream < trace.ports().outputs().size(); stream++) {
            int passed = 0;
            for (int cycle = start; cycle < start + cycleAfterReset && cycle < trace.cycles(); cycle++) {
                passed += trace.passes(trace.ports().outputs().get(stream), cycle) ? 1 : 0;
            }
            int index = 0;
            while (index < cases.size() - 1
                    && passed >= cases.get(index).expected().get(stream).size()) {
                passed -= cases.get(index).expected().get(stream).size();
                index++;
            }
            answered = Math.min(answered, index);
        }
        return answered;
    }
}
