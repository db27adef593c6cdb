package tessera.models.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/** What a row must keep to so that the released RTL can finish it. */
final class RtlRowRules {
    private final SpattenWorkload file;
    private final SpAttenRtlParams params;

    RtlRowRules(SpattenWorkload file, SpAttenRtlParams params) {
        this.file = file;
        this.params = params;
    }

    void check(int row, RtlRow driven) {
        checkHeadDim(row);
        checkFit(row, WorkloadColumn.KEY_COUNT, driven.keyCount(), RtlRow.fused(driven.keyBits()));
        checkFit(row, WorkloadColumn.VALUE_COUNT, driven.valueCount(), RtlRow.fused(driven.valueBits()));
        checkBankPairs(row, WorkloadColumn.VALUE_COUNT, driven.valueCount(), "scores and value lines end together");
        if (RtlRow.fused(driven.keyBits()) > 1) {
            checkBankPairs(row, WorkloadColumn.KEY_COUNT, driven.keyCount(), "a 6-bit fetch fills both banks equally");
        }
        checkEnd(row, WorkloadColumn.KEY_COUNT, driven.keyCount(), driven.keyBits());
        checkEnd(row, WorkloadColumn.VALUE_COUNT, driven.valueCount(), driven.valueBits());
        if (driven.isRefetched()) {
            checkEnd(row, WorkloadColumn.KEY_COUNT, driven.keyCount(), SpAttenRtlParams.REFETCH_BITS);
        }
    }

    private void checkHeadDim(int row) {
        if (file.has(WorkloadColumn.HEAD_DIM)
                && file.value(WorkloadColumn.HEAD_DIM, row) != SpAttenRtlParams.HEAD_DIM) {
            throw wrong(
                    row,
                    WorkloadColumn.HEAD_DIM,
                    "must be " + SpAttenRtlParams.HEAD_DIM
                            + " (the released RTL asserts it); take another machine for other vectors");
        }
    }

    private void checkFit(int row, WorkloadColumn column, int count, int fused) {
        int most = params.maxKeys() / fused;
        if (count > most) {
            throw wrong(
                    row,
                    column,
                    "must be at most " + most + " (the buffer holds num_bufline x num_multipliers / "
                            + SpAttenRtlParams.HEAD_DIM + " = " + params.maxKeys() + " vectors"
                            + (fused == 2 ? ", and 6-bit rows come in pairs" : "")
                            + "); lower the count or raise num_bufline");
        }
    }

    /** A row has an even number of buffer lines; here that must be no more than its vectors fill. */
    private void checkBankPairs(int row, WorkloadColumn column, int count, String why) {
        int step = params.keysPerLine() * SpAttenRtlParams.BANKS;
        if (count % step != 0) {
            throw wrong(
                    row,
                    column,
                    "rounded up to " + count + ", must be a multiple of " + step
                            + " with num_multipliers = " + params.multipliers() + " (in the released RTL, " + why
                            + "); change the count or num_multipliers");
        }
    }

    /**
     * Two ways in which a fetch never ends. Its end is marked in the beat that holds its last read, unless that read fills
     * the beat and beats of padding follow: then the mark is lost. And its last slice leaves only when it is full, if need
     * be with padding.
     */
    private void checkEnd(int row, WorkloadColumn column, int count, int bits) {
        int ports = params.fetchPorts();
        int reads = RtlWorkload.vectorBytes(bits, RtlRow.fused(bits)) / SpAttenRtlParams.READ_BYTES;
        int inLastLine = (count - 1) % ports + 1;
        boolean losesMark = inLastLine < ports && inLastLine * reads % ports == 0;
        long realBits = (long) count * reads * SpAttenRtlParams.READ_BYTES * Byte.SIZE;
        long sentBits = (count + ports - 1L) / ports * reads * params.beatBits();
        long slices = (realBits + params.sliceBits(bits) - 1) / params.sliceBits(bits);
        if (losesMark || slices * params.sliceBits(bits) > sentBits) {
            throw wrong(
                    row,
                    column,
                    "rounded up to " + count + ": the released RTL never finishes a " + bits
                            + "-bit fetch of so many vectors with num_multipliers = " + params.multipliers() + " and "
                            + ports
                            + " fetch ports ("
                            + (losesMark ? "its end falls between two beats" : "its last line stays open")
                            + "); change the count by " + RtlRow.COUNT_STEP + ", or bandwidth_downsample");
        }
    }

    private InputException wrong(int row, WorkloadColumn column, String rule) {
        return new InputException(
                file.place(row) + ": " + column.header() + " = " + file.value(column, row) + ", " + rule);
    }
}
