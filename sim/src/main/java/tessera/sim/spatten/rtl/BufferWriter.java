package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Counter;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * Writes fetched lines into a line buffer. Two ports, each with the plan of its row; a line goes data register → skid and
 * register → bank arbiter and register → RAM. Both ports of a 6-bit pair always want the same bank and take turns.
 */
final class BufferWriter {
    private static final int PORTS = SpAttenRtlParams.BANKS;
    private static final int LINE_BITS = 16;
    private static final int LINE_MASK = (1 << LINE_BITS) - 1;

    /** Lines from the fetcher, one register per port: {@link RowWord#LAST} or 0. */
    final StageRegister[] data = {new StageRegister(), new StageRegister()};

    private final LineRam ram;
    private final WritePlan[] plans = {new WritePlan(), new WritePlan()};
    private final SkidRegister[] accepted = {new SkidRegister(), new SkidRegister()};
    private final PairArbiter[] arbiters = {PairArbiter.roundRobin(), PairArbiter.roundRobin()};
    private final StageRegister[] bank = {new StageRegister(), new StageRegister()};
    private final int[] bankPort = new int[PORTS];
    /** Answers on their way back to a port; two at once for the same port make the upper bank wait. */
    private final StageRegister[] response = {new StageRegister(), new StageRegister()};

    private final int[] writtenWord = new int[PORTS];
    /** Bit per bank: written in this cycle. */
    private int writtenBanks;

    private int underWay;
    private final Counter writes;

    BufferWriter(LineRam ram, StatGroup stats) {
        this.ram = ram;
        this.writes = stats.counter("writes", Unit.COUNT, "lines written");
    }

    /** Where the lines of the next row go that one port writes. */
    WritePlan plan(int port) {
        return plans[port];
    }

    void step(long cycle) {
        if (underWay == 0 && !data[0].isFull && !data[1].isFull) {
            return;
        }
        answer();
        for (int b = 0; b < PORTS; b++) {
            if (bank[b].isFull && ram.isReady(cycle) && !response[b].isFull) {
                writtenBanks |= 1 << b;
                writtenWord[b] = bank[b].take();
                response[b].load(bankPort[b]);
                writes.increment();
            }
        }
        arbitrate();
        for (int port = 0; port < PORTS; port++) {
            takeData(port);
        }
    }

    private void answer() {
        boolean isSamePort = response[0].isFull && response[1].isFull && response[0].word == response[1].word;
        if (response[0].isFull) {
            response[0].take();
            underWay--;
        }
        if (response[1].isFull && !isSamePort) {
            response[1].take();
            underWay--;
        }
    }

    private void arbitrate() {
        StageRegister first = accepted[0].output;
        StageRegister second = accepted[1].output;
        for (int b = 0; b < PORTS; b++) {
            int port =
                    arbiters[b].select(first.isFull && (first.word & 1) == b, second.isFull && (second.word & 1) == b);
            if (port != PairArbiter.NONE) {
                boolean moves = !bank[b].isFull;
                if (moves) {
                    bank[b].load(accepted[port].output.take());
                    bankPort[b] = port;
                }
                arbiters[b].show(port, !moves);
            }
        }
    }

    private void takeData(int port) {
        WritePlan plan = plans[port];
        boolean fires = false;
        int word = 0;
        if (data[port].isFull && (plan.isComplete() || accepted[port].isReady() && plan.isSet())) {
            fires = !plan.isComplete();
            if (fires) {
                word = ram.wrap(plan.line()) | plan.tag() << LINE_BITS;
                underWay++;
            }
            plan.advance(RowWord.isLast(data[port].take()));
        }
        accepted[port].advance(fires, word);
    }

    /** Makes this cycle's writes visible; after the reader's turn, which still sees the old lines. */
    void commit() {
        if (writtenBanks == 0) {
            return;
        }
        for (int b = 0; b < PORTS; b++) {
            if ((writtenBanks & 1 << b) != 0) {
                ram.write(writtenWord[b] & LINE_MASK, writtenWord[b] >>> LINE_BITS);
            }
        }
        writtenBanks = 0;
    }
}
