package tessera.sim.spatten.rtl;

import java.util.Arrays;
import tessera.models.machine.SpAttenRtlParams;

/**
 * The tags of a two-bank line buffer, which are all of it that timing depends on. A tag is batch · 2 + refetch; a line that
 * was never written has the highest batch number. Until every bank has been cleared, reads and writes wait.
 */
final class LineRam {
    private final int[] tags;
    private final int comparedBits;
    private final long firstCycle;
    private BufferReader watcher;

    private LineRam(SpAttenRtlParams params, int comparedBits) {
        this.tags = new int[params.bufferLines()];
        this.comparedBits = comparedBits;
        this.firstCycle = params.buffersReadyCycle();
        Arrays.fill(tags, tag(batchMask(params), false));
    }

    /** The key buffer: a refetched line is another line. */
    static LineRam ofKeys(SpAttenRtlParams params) {
        return new LineRam(params, ~0);
    }

    /** The value buffer: only the batch counts. */
    static LineRam ofValues(SpAttenRtlParams params) {
        return new LineRam(params, ~1);
    }

    static int tag(int batch, boolean isRefetch) {
        return batch << 1 | (isRefetch ? 1 : 0);
    }

    /** Batch numbers count up to one bit more than there are lines, then begin again. */
    static int batchMask(SpAttenRtlParams params) {
        return 2 * params.bufferLines() - 1;
    }

    boolean isReady(long cycle) {
        return cycle >= firstCycle;
    }

    /** A line number modulo the buffer. */
    int wrap(int line) {
        return line & tags.length - 1;
    }

    /** Tells a reader of every write beforehand. */
    void watch(BufferReader reader) {
        watcher = reader;
    }

    boolean matches(int line, int tag) {
        return isSame(tags[line], tag);
    }

    /** Whether two tags are the same to this buffer. */
    boolean isSame(int tag, int wanted) {
        return ((tag ^ wanted) & comparedBits) == 0;
    }

    void write(int line, int tag) {
        watcher.beforeWrite(line, tag);
        tags[line] = tag;
    }
}
