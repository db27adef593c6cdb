package tessera.sim.spatten.rtl;

/** Splits vectors into 32-byte reads and hands them, a beat of one read per port, to the load ports. */
final class MatrixFetcher {
    static final int READ_BYTES = 32;

    private final int ports;
    private final FetchRequest key;
    private final FetchRequest value;
    private final LoadPorts loads;
    private final Realigner realigner;
    private final PairArbiter arbiter = PairArbiter.roundRobin();
    private int fragment;
    private FetchRequest first;
    private FetchRequest second;
    private boolean isFirstBeat = true;

    MatrixFetcher(int ports, FetchRequest key, FetchRequest value, LoadPorts loads, Realigner realigner) {
        this.ports = ports;
        this.key = key;
        this.value = value;
        this.loads = loads;
        this.realigner = realigner;
        this.first = new FetchRequest(ports);
        this.second = new FetchRequest(ports);
    }

    void step(long cycle) {
        if (second.isFull && loads.canPush(cycle) && realigner.contexts.canPush(cycle)) {
            loads.push(cycle, second.addresses, second.count, second.isLast);
            if (isFirstBeat) {
                realigner.contexts.push(cycle, second.bits << 1 | (second.isValue ? 1 : 0));
            }
            isFirstBeat = second.isLast;
            second.isFull = false;
        }
        if (first.isFull && !second.isFull) {
            FetchRequest moved = first;
            first = second;
            second = moved;
        }
        int stream = arbiter.select(key.isFull, value.isFull);
        if (stream != PairArbiter.NONE) {
            FetchRequest request = stream == 0 ? key : value;
            boolean fires = false;
            if (!first.isFull) {
                split(request);
                fires = ++fragment == request.readsPerVector;
                if (fires) {
                    fragment = 0;
                    request.isFull = false;
                }
            }
            arbiter.show(stream, !(fires && request.isLast));
        }
    }

    private void split(FetchRequest request) {
        int reads = request.readsPerVector;
        int before = fragment * ports;
        for (int port = 0; port < ports; port++) {
            int read = port + before;
            first.addresses[port] = request.addresses[read / reads] + READ_BYTES * (read % reads);
        }
        first.count = Math.max(0, Math.min(ports, request.count * reads - before));
        first.bits = request.bits;
        first.isValue = request.isValue;
        first.isLast = request.isLast && fragment == reads - 1;
        first.isFull = true;
    }
}
