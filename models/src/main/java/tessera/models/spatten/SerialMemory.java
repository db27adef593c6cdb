package tessera.models.spatten;

import tessera.models.machine.DramMemoryParams;
import tessera.models.machine.MachineMemory;
import tessera.models.machine.MemoryParams;
import tessera.traces.check.CeilDiv;

/** A memory that serves one burst at a time, fetch after fetch: what serial bounds count with. */
public abstract sealed class SerialMemory permits SerialMemory.Ideal, SerialDram {
    /** Fifos between the fetcher and a channel, there and back. */
    static final int HOPS = 2;

    private final int burstBytes;

    SerialMemory(int burstBytes) {
        this.burstBytes = burstBytes;
    }

    /** A memory at the beginning of a run. */
    public static SerialMemory of(MachineMemory memory) {
        return memory instanceof DramMemoryParams dram ? new SerialDram(dram) : new Ideal((MemoryParams) memory);
    }

    /**
     * The next fetch: the first {@code count} vectors of an ascending index list. O(bursts).
     *
     * @param vectorBits bits of one vector, at least 1
     * @param base byte address of vector 0, a multiple of the burst
     */
    public final Fetch fetch(int[] indices, int count, long vectorBits, long base) {
        long bursts = 0;
        long cycles = 0;
        long previous = -1;
        for (int i = 0; i < count; i++) {
            long first = Math.max(previous + 1, VectorBursts.first(indices[i], vectorBits, burstBytes));
            previous = VectorBursts.last(indices[i], vectorBits, burstBytes);
            bursts += previous - first + 1;
            cycles += serve(base + first * burstBytes, previous - first + 1);
        }
        return new Fetch(bursts, cycles);
    }

    /** Time in which nothing is asked for, in cycles of the machine. */
    void pass(long cycles) {}

    /** Cycles for so many bursts from an address on. */
    abstract long serve(long address, long bursts);

    /** Bandwidth and latency: every burst is like the other. */
    static final class Ideal extends SerialMemory {
        private final long cyclesPerBurst;

        Ideal(MemoryParams memory) {
            super(memory.burstBytes());
            long service = CeilDiv.of((long) memory.burstBytes(), memory.channelBytesPerCycle());
            this.cyclesPerBurst = Math.max(memory.latencyCycles() + HOPS, service);
        }

        @Override
        long serve(long address, long bursts) {
            return bursts * cyclesPerBurst;
        }
    }
}
