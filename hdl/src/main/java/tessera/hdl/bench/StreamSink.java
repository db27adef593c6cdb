package tessera.hdl.bench;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.StreamPorts;

/** Takes the beats of one output stream, now and then not ready; counts how many it still has to get. */
final class StreamSink {
    private final List<BenchCase> cases;
    private final int streamIndex;
    private final SplittableRandom random;
    private final int readyWord;
    private final int validWord;
    private final BlockPorts ports;
    /** Where a case ends, if not with the number of its beats. */
    private final Optional<PackedStream> packed;

    private int caseIndex;
    private int beatIndex;

    StreamSink(BlockPorts ports, int streamIndex, List<BenchCase> cases, SplittableRandom random) {
        this(ports, streamIndex, cases, random, Optional.empty());
    }

    StreamSink(
            BlockPorts ports,
            int streamIndex,
            List<BenchCase> cases,
            SplittableRandom random,
            Optional<PackedStream> packed) {
        StreamPorts stream = ports.outputs().get(streamIndex);
        this.ports = ports;
        this.packed = packed;
        this.cases = cases;
        this.streamIndex = streamIndex;
        this.random = random;
        this.readyWord = ports.driven().word(stream.ready().name());
        this.validWord = ports.read().word(stream.valid().name());
        skipEmptyCases();
    }

    boolean isDone() {
        return caseIndex == cases.size();
    }

    void drive(int[] driven) {
        Stalls stalls = cases.get(Math.min(caseIndex, cases.size() - 1)).stalls();
        driven[readyWord] = random.nextInt(100) >= stalls.holdPercent() ? 1 : 0;
    }

    /** The clock edge; returns whether a beat passed. */
    boolean advance(int[] driven, int[] read) {
        if (driven[readyWord] == 0 || read[validWord] == 0) {
            return false;
        }
        if (packed.isPresent()) {
            caseIndex += !isDone() && packed.get().isLast(ports.read(), read, 0) ? 1 : 0;
        } else if (!isDone()) {
            beatIndex++;
            skipEmptyCases();
        }
        return true;
    }

    /** Cases of which all beats have passed. */
    int casesDone() {
        return caseIndex;
    }

    private void skipEmptyCases() {
        while (packed.isEmpty()
                && !isDone()
                && beatIndex == cases.get(caseIndex).expected().get(streamIndex).size()) {
            caseIndex++;
            beatIndex = 0;
        }
    }
}
