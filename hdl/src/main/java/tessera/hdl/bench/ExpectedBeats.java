package tessera.hdl.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.sim.block.Port;
import tessera.sim.block.PortBits;
import tessera.sim.block.StreamPorts;

/** Hands out the beats that an output stream must give: in order, or in order within each flow of the stream. */
final class ExpectedBeats {
    private final StreamPorts stream;
    private final Map<Long, Deque<Beat>> flows = new HashMap<>();
    private final int flowWord;
    private final int flowBits;
    private int given;

    ExpectedBeats(StreamPorts stream, List<Beat> expected, List<BenchCase> cases) {
        this.stream = stream;
        Port flow = cases.isEmpty() ? null : flowPort(stream, cases.get(0).flowPort());
        this.flowBits = flow == null ? 0 : flow.bits();
        this.flowWord = flow == null ? 0 : stream.beat().word(flow.name());
        for (Beat beat : expected) {
            flows.computeIfAbsent(flowOf(beat.value(), 0), any -> new ArrayDeque<>())
                    .add(beat);
        }
    }

    private static Port flowPort(StreamPorts stream, String ending) {
        return ending.isEmpty()
                ? null
                : stream.payload().stream()
                        .filter(port -> port.name().endsWith(ending))
                        .findFirst()
                        .orElse(null);
    }

    /** The beat that this one must equal; null if none is left. */
    Beat next(int[] frame, int base) {
        Deque<Beat> left = flows.get(flowOf(frame, base));
        if (left == null || left.isEmpty()) {
            return null;
        }
        given++;
        return left.remove();
    }

    /** How many have been handed out. */
    int given() {
        return given;
    }

    private long flowOf(int[] words, int base) {
        return flowBits == 0 ? 0 : PortBits.get(words, base + flowWord, 0, flowBits);
    }

    @Override
    public String toString() {
        return stream.name() + " after " + given + " beats";
    }
}
