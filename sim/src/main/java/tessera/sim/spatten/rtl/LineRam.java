package tessera.sim.spatten.rtl;

import java.util.Arrays;

/** The tag side of a two-bank line buffer, which is all that timing depends on. */
final class LineRam {
    private final int[] tags;
    private final int ignoredBits;
    private final long readyCycle;

    LineRam(int lines, boolean comparesRefetch, int initialTag, long readyCycle) {
        this.tags = new int[lines];
        Arrays.fill(tags, initialTag);
        this.ignoredBits = comparesRefetch ? 0 : 1;
        this.readyCycle = readyCycle;
    }

    boolean isReady(long cycle) {
        return cycle >= readyCycle;
    }

    int wrap(int line) {
        return line & tags.length - 1;
    }

    boolean matches(int line, int tag) {
        return (tags[line] ^ tag) <= ignoredBits && (tags[line] ^ tag) >= 0;
    }

    void write(int line, int tag) {
        tags[line] = tag;
    }
}
