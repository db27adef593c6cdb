package tessera.sim.spatten.rtl;

/** Writes fetched lines into a line buffer: two ports, two banks, one word per bank and cycle. */
final class BufferWriter {
    private static final int PORTS = 2;

    private final LineRam ram;
    final StageRegister[] data = {new StageRegister(), new StageRegister()};
    private final boolean[] hasPlan = new boolean[PORTS];
    private final int[] planStart = new int[PORTS];
    private final int[] planStep = new int[PORTS];
    private final int[] planSize = new int[PORTS];
    private final int[] planTag = new int[PORTS];
    private final int[] offset = new int[PORTS];
    private final int[] written = new int[PORTS];
    private final SkidRegister[] skid = {new SkidRegister(), new SkidRegister()};
    private final PairArbiter[] bankArbiter = {PairArbiter.roundRobin(), PairArbiter.roundRobin()};
    private final StageRegister[] bankInput = {new StageRegister(), new StageRegister()};
    private final int[] bankPort = new int[PORTS];
    private final StageRegister[] response = {new StageRegister(), new StageRegister()};
    // a word in skid/bank = address | tag << 16
    private final int[] pendingLine = new int[PORTS];
    private final int[] pendingTag = new int[PORTS];
    private final boolean[] isPending = new boolean[PORTS];
    long writes;

    BufferWriter(LineRam ram) {
        this.ram = ram;
    }

    boolean canPlan(int port) {
        return !hasPlan[port];
    }

    void plan(int port, int start, int step, int size, int tag) {
        hasPlan[port] = true;
        planStart[port] = start;
        planStep[port] = step;
        planSize[port] = size;
        planTag[port] = tag;
    }

    void step(long cycle) {
        boolean isSamePort = response[0].isFull && response[1].isFull && response[0].word == response[1].word;
        response[0].isFull = false;
        if (!isSamePort) {
            response[1].isFull = false;
        }
        for (int bank = 0; bank < PORTS; bank++) {
            if (bankInput[bank].isFull && ram.isReady(cycle) && !response[bank].isFull) {
                int word = bankInput[bank].take();
                isPending[bank] = true;
                pendingLine[bank] = word & 0xFFFF;
                pendingTag[bank] = word >>> 16;
                response[bank].load(bankPort[bank]);
                writes++;
            }
        }
        arbitrate();
        for (int port = 0; port < PORTS; port++) {
            takeData(port);
        }
    }

    private void arbitrate() {
        StageRegister first = skid[0].output;
        StageRegister second = skid[1].output;
        int firstBank = first.isFull ? first.word & 1 : -1;
        int secondBank = second.isFull ? second.word & 1 : -1;
        for (int bank = 0; bank < PORTS; bank++) {
            int port = bankArbiter[bank].select(firstBank == bank, secondBank == bank);
            if (port != PairArbiter.NONE) {
                boolean moves = !bankInput[bank].isFull;
                if (moves) {
                    bankInput[bank].load(skid[port].output.take());
                    bankPort[bank] = port;
                }
                bankArbiter[bank].show(port, !moves);
            }
        }
    }

    private void takeData(int port) {
        boolean fires = false;
        int word = 0;
        if (data[port].isFull) {
            boolean isSurplus = written[port] >= planSize[port];
            if (isSurplus || skid[port].isReady() && hasPlan[port]) {
                fires = !isSurplus;
                word = ram.wrap(planStart[port] + offset[port]) | planTag[port] << 16;
                if (data[port].take() != 0) {
                    offset[port] = 0;
                    written[port] = 0;
                    hasPlan[port] = false;
                } else {
                    offset[port] += planStep[port];
                    written[port]++;
                }
            }
        }
        skid[port].advance(fires, word);
    }

    /** The writes of this cycle become visible; after the reader has had its turn. */
    void commit() {
        for (int bank = 0; bank < PORTS; bank++) {
            if (isPending[bank]) {
                ram.write(pendingLine[bank], pendingTag[bank]);
                isPending[bank] = false;
            }
        }
    }
}
