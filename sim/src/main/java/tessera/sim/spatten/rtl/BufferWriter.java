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
    private static final int EMPTY = -1;
    private static final int LINE_BITS = 16;
    private static final int LINE_MASK = (1 << LINE_BITS) - 1;

    private final LineRam ram;
    private final WritePlan[] plans = {new WritePlan(), new WritePlan()};

    // Registers, EMPTY or a word. Per port: lines from the fetcher (RowWord.LAST or 0), and a skid register of lines
    // with
    // their place and tag. Per bank: the line before the RAM, and the port whose answer is on its way back.
    private final int[] data = {EMPTY, EMPTY};
    private final int[] accepted = {EMPTY, EMPTY};
    private final int[] held = {EMPTY, EMPTY};
    private final int[] bank = {EMPTY, EMPTY};
    private final int[] bankPort = new int[PORTS];
    private final int[] response = {EMPTY, EMPTY};
    private final PairArbiter[] arbiters = {PairArbiter.roundRobin(), PairArbiter.roundRobin()};

    private final int[] writtenWord = {EMPTY, EMPTY};
    private boolean hasWritten;
    /** Lines in any of the registers. */
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

    /** Whether a port's first register is free. */
    boolean canTake(int port) {
        return data[port] == EMPTY;
    }

    /** A line for one port: {@link RowWord#LAST} or 0; only if {@link #canTake}. */
    void take(int port, int last) {
        data[port] = last;
        underWay++;
    }

    /** Whether {@link #step} has anything to do. */
    boolean isBusy() {
        return underWay > 0;
    }

    void step(long cycle) {
        answer();
        boolean isReady = ram.isReady(cycle);
        for (int b = 0; b < PORTS; b++) {
            if (bank[b] != EMPTY && isReady && response[b] == EMPTY) {
                writtenWord[b] = bank[b];
                hasWritten = true;
                bank[b] = EMPTY;
                response[b] = bankPort[b];
                writes.increment();
            }
        }
        if ((accepted[0] & accepted[1]) != EMPTY) {
            arbitrate(0);
            arbitrate(1);
        }
        takeData(0);
        takeData(1);
    }

    /** Two answers for the same port make the upper bank wait. */
    private void answer() {
        int first = response[0];
        int second = response[1];
        if (first != EMPTY) {
            response[0] = EMPTY;
            underWay--;
        }
        if (second != EMPTY && second != first) {
            response[1] = EMPTY;
            underWay--;
        }
    }

    private void arbitrate(int b) {
        int first = accepted[0];
        int second = accepted[1];
        int port = arbiters[b].select(first != EMPTY && (first & 1) == b, second != EMPTY && (second & 1) == b);
        if (port != PairArbiter.NONE) {
            boolean moves = bank[b] == EMPTY;
            if (moves) {
                bank[b] = accepted[port];
                bankPort[b] = port;
                accepted[port] = EMPTY;
            }
            arbiters[b].show(port, !moves);
        }
    }

    private void takeData(int port) {
        int word = EMPTY;
        if (data[port] != EMPTY) {
            WritePlan plan = plans[port];
            if (plan.isComplete() || held[port] == EMPTY && plan.isSet()) {
                if (plan.isComplete()) {
                    underWay--; // Surplus is dropped.
                } else {
                    word = ram.wrap(plan.line()) | plan.tag() << LINE_BITS;
                }
                plan.advance(RowWord.isLast(data[port]));
                data[port] = EMPTY;
            }
        }
        if (accepted[port] != EMPTY) {
            held[port] = word == EMPTY ? held[port] : word;
        } else if (held[port] != EMPTY) {
            accepted[port] = held[port];
            held[port] = EMPTY;
        } else {
            accepted[port] = word;
        }
    }

    /** Makes this cycle's writes visible; after the reader's turn, which still sees the old lines. */
    void commit() {
        if (!hasWritten) {
            return;
        }
        hasWritten = false;
        for (int b = 0; b < PORTS; b++) {
            if (writtenWord[b] != EMPTY) {
                ram.write(writtenWord[b] & LINE_MASK, writtenWord[b] >>> LINE_BITS);
                writtenWord[b] = EMPTY;
            }
        }
    }
}
