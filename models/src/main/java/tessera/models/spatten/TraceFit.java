package tessera.models.spatten;

import tessera.models.golden.KeepSchedule;
import tessera.models.golden.RowPrecision;
import tessera.models.machine.SpAttenParams;
import tessera.traces.check.InputException;

/** Whether a machine can execute what a plan asks of it. */
final class TraceFit {
    private TraceFit() {}

    static void checkHeadDim(SpAttenParams machine, String trace, int headDim) {
        if (headDim > machine.maxHeadDim()) {
            throw new InputException("trace " + trace + ": head_dim = " + headDim + ", must be at most max_head_dim = "
                    + machine.maxHeadDim() + " of machine " + machine.name());
        }
    }

    /**
     * An input error if a list of keys does not fit the buffers, the top-k engine or the multipliers.
     *
     * @param place of the list, for the message
     */
    static void check(
            SpAttenParams machine,
            String place,
            int headDim,
            int keyCount,
            RowPrecision precision,
            double valueKeepRatio) {
        long capacity = Math.min(machine.keyCapacity(headDim), machine.valueCapacity(headDim));
        if (keyCount > capacity) {
            throw new InputException(place + ": " + keyCount + " keys, must be at most " + capacity
                    + ", what the SRAM of machine " + machine.name() + " holds; shorten the trace or enlarge key_sram"
                    + " and value_sram");
        }
        boolean isSelecting = KeepSchedule.keptCount(keyCount, valueKeepRatio) < keyCount;
        if (isSelecting && keyCount > machine.topK().capacity()) {
            throw new InputException(place + ": " + keyCount + " keys to rank, must be at most top_k.capacity = "
                    + machine.topK().capacity() + " of machine " + machine.name());
        }
        machine.checkElementBits(place + ": keys", precision.keyMsbBits());
        machine.checkElementBits(place + ": values", precision.valueBits());
        int widest = widest(precision);
        if (widest > machine.multiplierBits()) {
            throw new InputException(place + ": elements of " + widest + " bits, must be at most multiplier_bits = "
                    + machine.multiplierBits() + " of machine " + machine.name());
        }
    }

    static int widest(RowPrecision precision) {
        return Math.max(Math.max(precision.queryBits(), precision.keyMsbBits()), precision.valueBits());
    }
}
