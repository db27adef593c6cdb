package tessera.hdl.bench;

import java.util.List;
import java.util.SplittableRandom;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.sim.block.PortBits;
import tessera.sim.block.StreamPorts;

/** Drives one input stream: the beats of all cases in a row, each held until it is taken, with gaps before. */
final class StreamSource {
    private final StreamPorts stream;
    private final List<BenchCase> cases;
    private final int streamIndex;
    private final SplittableRandom random;
    private final int validWord;
    private final int payloadWord;
    private final int readyWord;
    private int caseIndex;
    private int beatIndex;
    private boolean isOffering;

    StreamSource(BlockPorts ports, int streamIndex, List<BenchCase> cases, SplittableRandom random) {
        this.stream = ports.inputs().get(streamIndex);
        this.cases = cases;
        this.streamIndex = streamIndex;
        this.random = random;
        this.validWord = ports.driven().word(stream.valid().name());
        this.payloadWord = ports.driven().word(stream.payload().get(0).name());
        this.readyWord = ports.read().word(stream.ready().name());
        skipEmptyCases();
    }

    boolean isDone() {
        return caseIndex == cases.size();
    }

    void drive(int[] driven) {
        if (!isOffering && !isDone()) {
            isOffering = random.nextInt(100) >= cases.get(caseIndex).stalls().gapPercent();
        }
        if (isOffering) {
            driven[validWord] = 1;
            cases.get(caseIndex).inputs().get(streamIndex).get(beatIndex).copyValueTo(driven, payloadWord);
        } else {
            driven[validWord] = 0;
            driveNoise(driven);
        }
    }

    /** What nobody may read: random bits. */
    void driveNoise(int[] driven) {
        int word = payloadWord;
        for (Port port : stream.payload()) {
            int bits = port.bits();
            for (int i = 0; i < port.words(); i++) {
                driven[word++] = random.nextInt() & (int) PortBits.mask(Math.min(bits, Integer.SIZE));
                bits -= Integer.SIZE;
            }
        }
    }

    /** The clock edge; returns whether a beat passed. */
    boolean advance(int[] read) {
        if (!isOffering || read[readyWord] == 0) {
            return false;
        }
        isOffering = false;
        beatIndex++;
        skipEmptyCases();
        return true;
    }

    private void skipEmptyCases() {
        while (!isDone()
                && beatIndex == cases.get(caseIndex).inputs().get(streamIndex).size()) {
            caseIndex++;
            beatIndex = 0;
        }
    }
}
