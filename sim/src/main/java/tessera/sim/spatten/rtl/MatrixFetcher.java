package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * The address side of the fetcher, shared by keys and values: a request keeps it until its last line. Splits vectors into
 * 32-byte reads and sends them in beats of one read per port: beat j, port k reads vector ⌊(k + jP) / n⌋ at
 * 32 · ((k + jP) mod n), n reads a vector. Ports without a read get a padding read.
 */
final class MatrixFetcher {
    private static final int CONTEXT_ROW_SHIFT = 5;

    private final int ports;
    private final FetchRequest keys;
    private final FetchRequest values;
    private final BeatLink link;
    private long sentBeats;
    /** Places in the address FIFOs, as far as known. */
    private int places;

    private final StreamFifo contexts;
    private final PairArbiter arbiter = PairArbiter.roundRobin();
    private int beat;
    private FetchRequest prepared;
    private FetchRequest split;
    private boolean isFirstBeat = true;
    private final Ledger<RtlCause> cycles;

    /**
     * @param contexts where the realigner learns of each request: {@link #context}
     */
    MatrixFetcher(
            SpAttenRtlParams params,
            FetchRequest keys,
            FetchRequest values,
            BeatLink link,
            StreamFifo contexts,
            StatGroup stats) {
        this.ports = params.fetchPorts();
        this.keys = keys;
        this.values = values;
        this.link = link;
        this.places = params.queues().addresses();
        this.contexts = contexts;
        this.prepared = new FetchRequest(ports);
        this.split = new FetchRequest(ports);
        this.cycles = stats.ledger("cycles", "cycles of the address split", RtlCause.values());
    }

    /** A request as the realigner sees it: its row, bits of an element, and whose data. */
    static int context(int row, int bits, boolean isValue) {
        return row << CONTEXT_ROW_SHIFT | bits << 1 | (isValue ? 1 : 0);
    }

    static int contextRow(int context) {
        return context >>> CONTEXT_ROW_SHIFT;
    }

    static int contextBits(int context) {
        return context >>> 1 & (1 << CONTEXT_ROW_SHIFT - 1) - 1;
    }

    static boolean isValueContext(int context) {
        return (context & 1) != 0;
    }

    void step(long cycle) {
        RtlCause cause = send(cycle);
        if (prepared.isFull && !split.isFull) {
            FetchRequest moved = prepared;
            prepared = split;
            split = moved;
        }
        int stream = arbiter.select(keys.isFull, values.isFull);
        if (stream != PairArbiter.NONE) {
            FetchRequest request = stream == 0 ? keys : values;
            boolean fires = !prepared.isFull && prepare(request);
            arbiter.show(stream, !(fires && request.isLast));
        }
        cycles.enter(cause, cycle);
    }

    private RtlCause send(long cycle) {
        if (!split.isFull) {
            return RtlCause.UPSTREAM;
        }
        if (places == 0 && link.places.isWordVisible(cycle)) {
            link.places.pop(cycle);
            places++;
        }
        if (places == 0) {
            return RtlCause.DOWNSTREAM;
        }
        if (!contexts.canPush(cycle)) {
            return RtlCause.QUEUE_FULL;
        }
        System.arraycopy(split.addresses, 0, link.addresses(), link.firstAddress(sentBeats++), ports);
        link.beats.push(cycle, BeatLink.word(split.row, split.count, split.isLast));
        places--;
        if (isFirstBeat) {
            contexts.push(cycle, context(split.row, split.bits, split.isValue));
        }
        isFirstBeat = split.isLast;
        split.isFull = false;
        return RtlCause.WORKING;
    }

    /** Fills the first register with the next beat of a request; true when it was the request's last beat. */
    private boolean prepare(FetchRequest request) {
        int reads = request.reads;
        int before = beat * ports;
        int vector = before / reads;
        int readOfVector = before % reads;
        for (int port = 0; port < ports; port++) {
            prepared.addresses[port] = request.addresses[vector] + SpAttenRtlParams.READ_BYTES * readOfVector;
            if (++readOfVector == reads) {
                readOfVector = 0;
                vector++;
            }
        }
        beat++;
        boolean isDone = beat == reads;
        prepared.count = Math.max(0, Math.min(ports, request.count * reads - before));
        prepared.row = request.row;
        prepared.bits = request.bits;
        prepared.isValue = request.isValue;
        prepared.isLast = request.isLast && isDone;
        prepared.isFull = true;
        if (isDone) {
            beat = 0;
            request.isFull = false;
        }
        return isDone;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
