package tessera.models.rtl;

import java.util.Arrays;
import java.util.Random;
import tessera.models.machine.SpAttenRtlParams;

/**
 * The fixed table of indices that stands for the survivors of cascade pruning. Line i holds one index per fetch port: a
 * sorted random half of the window of 2P indices that begins at i · P, modulo the vectors that fill a buffer. Windows of
 * neighbouring lines overlap, so an index can come up twice.
 * <b>Source:</b> SpAttenController.scala; {@code java.util.Random} under Scala's {@code shuffle}.
 */
public final class IndexRom {
    private static final long SEED = 1;

    private final int ports;
    private final int lanes;
    private final int groups;
    /** Line x ports + port → index. */
    private final int[] indices;

    public IndexRom(SpAttenRtlParams params) {
        this.ports = params.fetchPorts();
        this.lanes = params.keysPerLine();
        this.groups = ports / lanes;
        this.indices = new int[params.bufferLines() * ports];
        Random random = new Random(SEED);
        int[] window = new int[2 * ports];
        for (int line = 0; line < params.bufferLines(); line++) {
            shuffle(window, random);
            int[] half = Arrays.copyOf(window, ports);
            Arrays.sort(half);
            for (int port = 0; port < ports; port++) {
                indices[line * ports + port] = (half[port] + line * ports) % params.maxKeys();
            }
        }
    }

    /** 0 … n−1 in random order: each place from the last down is swapped with a random one not behind it. */
    private static void shuffle(int[] window, Random random) {
        Arrays.setAll(window, i -> i);
        for (int n = window.length; n >= 2; n--) {
            int other = random.nextInt(n);
            int last = window[n - 1];
            window[n - 1] = window[other];
            window[other] = last;
        }
    }

    /** The key index that a port gets from a table line. */
    public int index(int line, int port) {
        return indices[line * ports + port];
    }

    /**
     * The value index of one lane of a row's n-th line of scores. There are P/S groups of lanes in a table line, and score
     * line n is from table line ⌊n / (P/S)⌋, but from group (n + 1) mod (P/S): the group counter has moved on by then.
     *
     * @param isLastScore the last line of the row's scores, selected or not: the counter has been cleared, the group is 0
     */
    public int valueIndex(int scoreLine, int lane, boolean isLastScore) {
        int group = isLastScore ? 0 : (scoreLine + 1) % groups;
        return index(scoreLine / groups, group * lanes + lane);
    }
}
