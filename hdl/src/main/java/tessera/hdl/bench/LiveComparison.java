package tessera.hdl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.sim.block.Port;
import tessera.sim.block.PortFrame;
import tessera.sim.block.StreamPorts;

/**
 * What a block of unknown timing did, against the golden function and the rules of the handshake: every beat in its
 * order, none too many, and a valid beat held until it is taken.
 */
public final class LiveComparison {
    private static final String GOLDEN = "golden function";
    private static final String RULE = "handshake rule";

    private final PortTrace trace;
    private final List<BenchCase> cases;
    private final List<PackedStream> packed;
    private final PortFrame frame;
    private final int start;

    private LiveComparison(PortTrace trace, List<BenchCase> cases, List<PackedStream> packed) {
        this.trace = trace;
        this.cases = cases;
        this.packed = packed;
        this.frame = trace.ports().read();
        this.start = trace.firstCycleAfterReset();
    }

    /** The first difference in time, of a run that may have ended early. */
    public static Optional<Difference> first(
            PortTrace trace, List<BenchCase> cases, List<PackedStream> packed, boolean isTimedOut) {
        LiveComparison comparison = new LiveComparison(trace, cases, packed);
        Optional<Difference> first = Optional.empty();
        for (int i = 0; i < trace.ports().outputs().size(); i++) {
            StreamPorts stream = trace.ports().outputs().get(i);
            Optional<PackedStream> form =
                    packed.stream().filter(LiveBench.named(stream.name())).findFirst();
            Optional<Difference> beats = form.isPresent()
                    ? comparison.packed(i, stream, form.get())
                    : TraceComparison.beatByBeat(trace, cases, i);
            if (isTimedOut) {
                // What is missing at the end is not the fault; that nothing came any more is.
                beats = beats.filter(difference -> difference.cycle() < trace.cycles() - comparison.start);
            }
            first = TraceComparison.earlier(first, beats);
            first = TraceComparison.earlier(first, comparison.held(stream, form));
        }
        return first;
    }

    private int word(int cycle) {
        return cycle * trace.readWords();
    }

    /** Lane after lane through all cases; a beat with {@code last} ends a case. */
    private Optional<Difference> packed(int streamIndex, StreamPorts stream, PackedStream form) {
        int caseIndex = 0;
        int next = 0;
        List<Long> expected = lanes(streamIndex, form, 0);
        for (int cycle = start; cycle < trace.cycles(); cycle++) {
            if (!trace.passes(stream, cycle)) {
                continue;
            }
            if (caseIndex == cases.size()) {
                return difference(cycle, stream.valid().name(), "no further beat", "a beat");
            }
            long count = form.count(frame, trace.read(), word(cycle));
            int room = frame.port(form.lanesPort()).bits() / form.laneBits();
            if (count > room) {
                return difference(cycle, form.countPort(), "at most " + room, Long.toString(count));
            }
            for (int i = 0; i < count; i++, next++) {
                long got = form.lane(frame, trace.read(), word(cycle), i);
                if (next == expected.size()) {
                    return difference(cycle, form.lanesPort() + " lane " + i, "no further one", Long.toString(got));
                }
                if (got != expected.get(next)) {
                    return difference(
                            cycle,
                            form.lanesPort() + " lane " + i,
                            expected.get(next).toString(),
                            Long.toString(got));
                }
            }
            if (form.isLast(frame, trace.read(), word(cycle))) {
                if (next < expected.size()) {
                    return difference(
                            cycle, form.lastPort(), "0x0 (" + (expected.size() - next) + " more to come)", "0x1");
                }
                caseIndex++;
                next = 0;
                expected = caseIndex < cases.size() ? lanes(streamIndex, form, caseIndex) : List.of();
            }
        }
        return caseIndex == cases.size()
                ? Optional.empty()
                : difference(trace.cycles(), stream.valid().name(), cases.size() + " packets", caseIndex + " packets");
    }

    private List<Long> lanes(int streamIndex, PackedStream form, int caseIndex) {
        return form.lanes(cases.get(caseIndex).expected().get(streamIndex));
    }

    /** A beat that was not taken must still be there in the next cycle, the same in all that means something. */
    private Optional<Difference> held(StreamPorts stream, Optional<PackedStream> form) {
        int valid = frame.word(stream.valid().name());
        for (int cycle = start; cycle + 1 < trace.cycles(); cycle++) {
            boolean isOffered = trace.read()[word(cycle) + valid] != 0;
            if (!isOffered || trace.passes(stream, cycle)) {
                continue;
            }
            if (trace.read()[word(cycle + 1) + valid] == 0) {
                return rule(cycle + 1, stream.valid().name(), "0x1, held until it is taken", "0x0");
            }
            for (Port port : form.isPresent() ? fixedPorts(stream, form.get()) : List.<Port>of()) {
                String before = trace.hexRead(cycle, port);
                String after = trace.hexRead(cycle + 1, port);
                if (!before.equals(after)) {
                    return rule(cycle + 1, port.name(), before + ", held until it is taken", after);
                }
            }
        }
        return Optional.empty();
    }

    /** Of a packed stream, count and last always mean something; the lanes are compared when they are taken. */
    private static List<Port> fixedPorts(StreamPorts stream, PackedStream form) {
        List<Port> ports = new ArrayList<>();
        for (Port port : stream.payload()) {
            if (port.name().equals(form.countPort()) || port.name().equals(form.lastPort())) {
                ports.add(port);
            }
        }
        return ports;
    }

    private Optional<Difference> difference(int cycle, String signal, String expected, String got) {
        return Optional.of(new Difference(cycle - start, signal, expected, got, GOLDEN));
    }

    private Optional<Difference> rule(int cycle, String signal, String expected, String got) {
        return Optional.of(new Difference(cycle - start, signal, expected, got, RULE));
    }

    /** Index of the case that was being answered in this cycle after reset. */
    public static int caseAt(PortTrace trace, List<BenchCase> cases, List<PackedStream> packed, int cycleAfterReset) {
        int start = trace.firstCycleAfterReset();
        int answered = cases.size() - 1;
        for (int i = 0; i < trace.ports().outputs().size(); i++) {
            StreamPorts stream = trace.ports().outputs().get(i);
            Optional<PackedStream> form =
                    packed.stream().filter(LiveBench.named(stream.name())).findFirst();
            int index = 0;
            int beats = 0;
            for (int cycle = start; cycle < start + cycleAfterReset && cycle < trace.cycles(); cycle++) {
                if (!trace.passes(stream, cycle) || index == cases.size()) {
                    continue;
                }
                beats++;
                boolean isEnd = form.isPresent()
                        ? form.get().isLast(trace.ports().read(), trace.read(), cycle * trace.readWords())
                        : beats == cases.get(index).expected().get(i).size();
                if (isEnd) {
                    index++;
                    beats = 0;
                }
            }
            answered = Math.min(answered, index);
        }
        return answered;
    }
}
