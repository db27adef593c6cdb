package tessera.hdl.bench;

import java.util.ArrayList;
import java.util.List;
import tessera.sim.block.PortBits;
import tessera.sim.block.PortFrame;

/**
 * A stream whose beats may be cut in any way: what counts is the lanes in order, {@code countPort} of them in a beat, and
 * where {@code lastPort} ends a packet. One test case is one packet.
 *
 * @param stream its name
 * @param laneBits width of a lane of {@code lanesPort}
 */
public record PackedStream(String stream, String countPort, String lanesPort, int laneBits, String lastPort) {
    /** The lanes of one case's expected beats, all in a row. */
    List<Long> lanes(List<Beat> beats) {
        List<Long> lanes = new ArrayList<>();
        for (Beat beat : beats) {
            for (int i = 0; i < beat.number(countPort); i++) {
                lanes.add(beat.lane(lanesPort, i, laneBits));
            }
        }
        return lanes;
    }

    /** Lanes of the beat in a frame of all read ports. */
    long count(PortFrame frame, int[] words, int base) {
        return PortBits.get(
                words, base + frame.word(countPort), 0, frame.port(countPort).bits());
    }

    long lane(PortFrame frame, int[] words, int base, int index) {
        return PortBits.get(words, base + frame.word(lanesPort), index * laneBits, laneBits);
    }

    boolean isLast(PortFrame frame, int[] words, int base) {
        return words[base + frame.word(lastPort)] != 0;
    }
}
