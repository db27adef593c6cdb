package tessera.sim.block;

import java.util.Arrays;
import tessera.models.block.TopKBlockParams;
import tessera.models.golden.TopK;
import tessera.models.machine.TopKParams;

/** The filter pass of a top-k engine cycle by cycle: rows through read, compare, choose and the packing stages. */
final class TopKFilterModel {
    private final TopKParams params;

    /** Rows out of the memory and compared; then chosen and being packed. */
    private final ElasticPipeline reading = new ElasticPipeline(2);

    private final ElasticPipeline packing;
    /** Row of the request → mask of the kept lanes. */
    private final long[] keptLanes;
    /** Slot → row, mask, whether it is the request's last. */
    private final int[] readRow = new int[2];

    private final boolean[] readLast = new boolean[2];
    private final int[] packedRow;
    private final long[] packedLanes;
    private final boolean[] packedLast;

    private int rowCount;
    private int nextRow;
    private boolean isBusy;

    private final int keepReady;
    private final int keepValid;
    private final int keepLast;
    private final int keepIndex;
    private final int keepCount;

    TopKFilterModel(TopKParams params, BlockPorts ports) {
        int stages = 1 + TopKBlockParams.packing(params).latencyCycles();
        this.params = params;
        this.packing = new ElasticPipeline(stages);
        this.keptLanes = new long[params.rows(params.capacity())];
        this.packedRow = new int[stages];
        this.packedLanes = new long[stages];
        this.packedLast = new boolean[stages];
        this.keepReady = ports.driven().word("keep_ready");
        this.keepValid = ports.read().word("keep_valid");
        this.keepLast = ports.read().word("keep_last");
        this.keepIndex = ports.read().word("keep_index");
        this.keepCount = ports.read().word("keep_count");
    }

    void clear() {
        reading.clear();
        packing.clear();
        rowCount = 0;
        nextRow = 0;
        isBusy = false;
    }

    /** Whether it still needs rows or threshold of the request. */
    boolean isBusy() {
        return isBusy;
    }

    boolean isEmpty() {
        return !isBusy && packing.isEmpty();
    }

    boolean isSettled() {
        return nextRow == rowCount && reading.isSettled() && packing.isSettled() && (reading.isEmpty() || isStuck());
    }

    /** Whether the packing stages are full, so that what has been read cannot move. */
    private boolean isStuck() {
        return !packing.isReady(false);
    }

    /** The decision at the end of this cycle: the first row is read in the next one. */
    void start(long[] scores, int scoreCount, TopK.Answer answer) {
        rowCount = params.rows(scoreCount);
        nextRow = 0;
        isBusy = true;
        Arrays.fill(keptLanes, 0, rowCount, 0);
        int equalLeft = answer.keepEqualCount();
        int left = answer.greaterCount() + equalLeft;
        for (int i = 0; i < scoreCount && left > 0; i++) {
            boolean isGreater = scores[i] > answer.threshold();
            if (isGreater || (scores[i] == answer.threshold() && equalLeft > 0)) {
                equalLeft -= isGreater ? 0 : 1;
                keptLanes[i / params.lanes()] |= 1L << (i % params.lanes());
                left--;
            }
        }
    }

    /** The keep stream's ports, then the clock edge. */
    void step(int[] driven, int[] read, int[] care) {
        int last = packing.lastSlot();
        boolean isShown = packing.isValid() && (packedLast[last] || packedLanes[last] != 0);
        boolean isOutputReady = driven[keepReady] != 0 || !isShown;
        PortBits.show(read, care, keepValid, isShown);
        if (isShown) {
            deliver(last, read, care);
        }
        boolean isPackingReady = packing.isReady(isOutputReady);
        boolean isReadingReady = reading.isReady(isPackingReady);
        boolean hasRead = reading.isValid();
        int from = reading.lastSlot();
        packing.advance(hasRead, isOutputReady);
        if (hasRead && isPackingReady) {
            int to = packing.firstSlot();
            packedRow[to] = readRow[from];
            packedLanes[to] = keptLanes[readRow[from]];
            packedLast[to] = readLast[from];
            isBusy &= !readLast[from];
        }
        boolean isReading = nextRow < rowCount;
        reading.advance(isReading, isPackingReady);
        if (isReading && isReadingReady) {
            readRow[reading.firstSlot()] = nextRow++;
            readLast[reading.firstSlot()] = nextRow == rowCount;
        }
    }

    private void deliver(int slot, int[] read, int[] care) {
        int indexBits = TopKBlockParams.indexBits(params);
        int count = 0;
        for (int lane = 0; lane < params.lanes(); lane++) {
            if ((packedLanes[slot] >>> lane & 1) != 0) {
                long index = (long) packedRow[slot] * params.lanes() + lane;
                PortBits.put(read, keepIndex, count++ * indexBits, indexBits, index);
            }
        }
        read[keepCount] = count;
        read[keepLast] = packedLast[slot] ? 1 : 0;
        PortBits.fillOnes(care, keepLast, 1);
        PortBits.fillOnes(care, keepCount, TopKBlockParams.laneBits(params) + 1);
        PortBits.fillOnes(care, keepIndex, count * indexBits);
    }
}
