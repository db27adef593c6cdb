package tessera.models.spatten;

import java.util.ArrayList;
import java.util.List;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.traces.check.CeilDiv;

/**
 * Every list in arrays of its own, one behind the other in the order of fetching: for work that says how much is fetched and
 * not what. Base addresses are multiples of 64 KiB.
 */
final class PackedArrays implements Placement {
    private static final long ALIGNMENT_BYTES = 0x10000L;

    private final int headDim;

    PackedArrays(int headDim) {
        this.headDim = headDim;
    }

    @Override
    public List<Load> loads(List<RecordedLayer> layers, int layer, boolean isResident, SpAttenParams machine) {
        long base = 0;
        for (RecordedLayer earlier : layers.subList(0, layer)) {
            for (KeyFetch list : earlier.lists()) {
                VectorBits bits = list.bits().on(machine);
                base += bytes(list, bits.key()) + bytes(list, bits.low()) + bytes(list, bits.value());
            }
        }
        List<Load> loads = new ArrayList<>();
        for (KeyFetch list : layers.get(layer).lists()) {
            VectorBits bits = list.bits().on(machine);
            long low = base + bytes(list, bits.key());
            long values = low + bytes(list, bits.low());
            loads.add(new Load(
                    list.indices(), list.count(), bits.key(), bits.low(), bits.value(), isResident, base, low, values));
            base = values + bytes(list, bits.value());
        }
        return loads;
    }

    /** Of one array, from vector 0 to the last that is fetched. */
    private long bytes(KeyFetch list, int bits) {
        long vectors = list.indices()[list.count() - 1] + 1L;
        return CeilDiv.of(vectors * headDim * bits / Byte.SIZE + 1, ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    }
}
