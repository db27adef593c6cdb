package tessera.models.spatten;

import java.util.List;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.traces.check.InputException;

/** Whether a machine can execute what a plan asks of it. */
final class TraceFit {
    private TraceFit() {}

    /**
     * An input error if a list of keys does not fit the buffers, the top-k engine or the multipliers.
     *
     * @param what trace or shape, for the message
     */
    static void check(SpAttenParams machine, String what, int headDim, List<RecordedLayer> layers) {
        checkHeadDim(machine, what, headDim);
        for (int layer = 0; layer < layers.size(); layer++) {
            for (KeyFetch list : layers.get(layer).lists()) {
                check(machine, what + ", layer " + layer + ", head " + list.head(), headDim, list);
            }
        }
    }

    static void checkHeadDim(SpAttenParams machine, String what, int headDim) {
        if (headDim > machine.maxHeadDim()) {
            throw new InputException(what + ": head_dim = " + headDim + ", must be at most max_head_dim = "
                    + machine.maxHeadDim() + " of machine " + machine.name());
        }
    }

    /** Of one list, at a place. */
    static void check(SpAttenParams machine, String place, int headDim, KeyFetch list) {
        int keyCount = list.indices().length;
        long capacity = Math.min(machine.keyCapacity(headDim), machine.valueCapacity(headDim));
        if (keyCount > capacity) {
            throw new InputException(place + ": " + keyCount + " keys, must be at most " + capacity
                    + ", what the SRAM of machine " + machine.name() + " holds; shorten the "
                    + place.split("[ :]", 2)[0] + " or enlarge key_sram and value_sram");
        }
        if (list.isRanked() && keyCount > machine.topK().capacity()) {
            throw new InputException(place + ": " + keyCount + " keys to rank, must be at most top_k.capacity = "
                    + machine.topK().capacity() + " of machine " + machine.name());
        }
        VectorBits bits = list.bits();
        machine.checkElementBits(place + ": keys", bits.key());
        machine.checkElementBits(place + ": values", bits.value());
        if (bits.widest() > machine.multiplierBits()) {
            throw new InputException(place + ": elements of " + bits.widest()
                    + " bits, must be at most multiplier_bits = " + machine.multiplierBits() + " of machine "
                    + machine.name());
        }
    }
}
