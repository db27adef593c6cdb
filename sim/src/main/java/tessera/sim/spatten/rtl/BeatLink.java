package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;

/**
 * Between the fetcher and its memory side: an address FIFO and a response FIFO per port. A beat, one read for every port, is
 * put into all address FIFOs at once and taken from all response FIFOs at once. So what goes through the kernel's Fifos is
 * beats, and how far each port has come with a beat is the memory side's affair:
 *
 * <pre>
 * fetcher ── beats ──────→ memory side     word in every port's address FIFO
 *         ←─ places ──────                 taken by every port: a place is free in all address FIFOs
 * fetcher ←─ first reads ─ memory side     some port has its read of a beat
 *         ←─ responses ───                 every port has its read of a beat
 *         ── rooms ──────→                 taken from all response FIFOs
 * </pre>
 */
final class BeatLink {
    /** Of a FIFO over a synchronous memory. */
    private static final int FIFO_LATENCY_CYCLES = 2;

    private static final int LAST = 1;
    private static final int COUNT_SHIFT = 1;
    private static final int COUNT_MASK = (1 << 7) - 1;
    private static final int ROW_SHIFT = 8;

    final Fifo beats;
    final Fifo places;
    final Fifo firstReads;
    final Fifo responses;
    final Fifo rooms;

    /** (Beat number modulo ring) · ports + port → byte address. */
    private final int[] addresses;

    private final int ports;
    private final int ringMask;

    BeatLink(SpAttenRtlParams params) {
        this.ports = params.fetchPorts();
        int addressDepth = params.queues().addresses();
        int responseDepth = params.queues().responses();
        this.beats = new Fifo("beats", addressDepth, FIFO_LATENCY_CYCLES);
        this.places = new Fifo("places", addressDepth, 1);
        // A port can be ahead of another by all of its responses; one slot more while the beat is being taken.
        this.firstReads = new Fifo("first_reads", responseDepth + 1, FIFO_LATENCY_CYCLES);
        this.responses = new Fifo("responses", responseDepth, FIFO_LATENCY_CYCLES);
        this.rooms = new Fifo("rooms", responseDepth, 1);
        int alive = addressDepth + 1 + params.queues().outstanding() + responseDepth;
        int ring = Integer.highestOneBit(alive) * 2;
        this.ringMask = ring - 1;
        this.addresses = new int[ring * ports];
    }

    void wire(SimulationBuilder machine, Component fetcher, Component memory) {
        machine.wire(fetcher, beats, memory)
                .wire(memory, places, fetcher)
                .wire(memory, firstReads, fetcher)
                .wire(memory, responses, fetcher)
                .wire(fetcher, rooms, memory);
    }

    /** Of a beat: the workload's row, how many ports have a real read, and whether it is its request's last. */
    static long word(int row, int count, boolean isLast) {
        return (long) row << ROW_SHIFT | (long) count << COUNT_SHIFT | (isLast ? LAST : 0);
    }

    static int row(long word) {
        return (int) (word >>> ROW_SHIFT);
    }

    /** Ports with a real read, from port 0 on; the others have padding. */
    static int count(long word) {
        return (int) word >>> COUNT_SHIFT & COUNT_MASK;
    }

    static boolean isLast(long word) {
        return (word & LAST) != 0;
    }

    /** Beats, from the oldest one that is not done, that a ring of beats must hold: a power of two. */
    int ringSize() {
        return ringMask + 1;
    }

    /** Where a beat's first address is; those of the other ports follow. */
    int firstAddress(long beat) {
        return ((int) beat & ringMask) * ports;
    }

    int[] addresses() {
        return addresses;
    }
}
