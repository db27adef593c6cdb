package tessera.sim.spatten;

import tessera.sim.dram.DramWait;

/**
 * Where the cycles of a unit of this machine go: each has exactly one cause. A wait for data is charged, once they come, to
 * what took most of the time of the burst that came last.
 */
enum StallCause {
    /** Nothing to do: the units before have sent nothing. The cause at cycle 0. */
    UPSTREAM,
    WORKING,
    /** Has a result and nowhere to put it, or may send no more: buffers, rows or loads at their limit. */
    DOWNSTREAM,
    /** Holds a row whose last score or probability has not come. */
    ROW_BARRIER,
    /** Waits for low key bits, or behind a row that does. */
    REQUANTISATION,
    /** Has addresses that the memory's queues do not take. */
    QUEUE_FULL,
    /** The row of the bank must be closed or opened. */
    ROW_MISS,
    /** The bank group has had a command just now. */
    BANK_GROUP,
    /** Too many rows have been opened of late. */
    FAW,
    /** A refresh is due or under way. */
    REFRESH,
    /** The data wires are taken: memory bandwidth. For a channel that is work. */
    DATA_BUS,
    /** Commands are sent and data on their way, or the controller is about to act; all of an ideal memory's time. */
    LATENCY;

    private static final StallCause[] VALUES = values();

    /** What a unit that waits for data charges its wait to. */
    static StallCause of(DramWait wait) {
        return switch (wait) {
            case IDLE, CONTROLLER, LATENCY -> LATENCY;
            case DATA_BUS -> DATA_BUS;
            case ROW_MISS -> ROW_MISS;
            case BANK_GROUP -> BANK_GROUP;
            case FAW -> FAW;
            case REFRESH -> REFRESH;
        };
    }

    /** What a channel charges its cycle to. */
    static StallCause ofChannel(DramWait wait) {
        return switch (wait) {
            case IDLE -> UPSTREAM;
            case DATA_BUS -> WORKING;
            default -> of(wait);
        };
    }

    /** Whether it is a wait for data, whose reason their arrival tells. */
    boolean isDataWait() {
        return ordinal() >= ROW_MISS.ordinal();
    }

    /** The cause with this ordinal. */
    static StallCause of(long ordinal) {
        return VALUES[(int) ordinal];
    }
}
