package tessera.models.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.traces.trace.AttentionTrace;

/**
 * Where a trace's keys and values lie in memory: per layer and key/value head one array of upper key slices, one of lower
 * slices, one of values, each aligned to all channels. <b>Source:</b> arXiv 2012.09852 v3, section III-D (slices in separate
 * contiguous arrays); the order of the arrays is our assumption.
 */
final class TraceAddresses {
    private static final int ARRAYS_PER_HEAD = 3;
    private static final int WIDEST_BITS = 16;

    private final AttentionTrace trace;
    private final long arrayBytes;

    TraceAddresses(AttentionTrace trace, SpAttenParams machine) {
        this.trace = trace;
        long line = (long) machine.memory().burstBytes() * machine.memory().channelCount();
        long bytes = (long) trace.keyCount() * trace.headDim() * WIDEST_BITS / Byte.SIZE;
        this.arrayBytes = (bytes + line - 1) / line * line;
    }

    /** Of all lists of a trace. */
    static Placement placement(AttentionTrace trace) {
        return (layers, layer, isResident, machine) -> {
            TraceAddresses addresses = new TraceAddresses(trace, machine);
            return layers.get(layer).lists().stream()
                    .map(list ->
                            addresses.load(layer, list.head(), list.indices(), list.count(), list.bits(), isResident))
                    .toList();
        };
    }

    Load load(int layer, int head, int[] indices, int count, VectorBits bits, boolean isResident) {
        long base = ((long) layer * trace.kvHeadCount() + trace.shape().kvHead(head)) * ARRAYS_PER_HEAD * arrayBytes;
        return new Load(
                indices,
                count,
                bits.key(),
                bits.low(),
                bits.value(),
                isResident,
                base,
                base + arrayBytes,
                base + 2 * arrayBytes);
    }
}
