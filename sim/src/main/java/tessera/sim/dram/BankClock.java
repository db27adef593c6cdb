package tessera.sim.dram;

import java.util.Arrays;

/**
 * When each bank's own wait for each of the four often used commands ends: a wheel with one slot per clock holds the
 * banks whose wait ends then, so that passing a clock costs the same however many banks there are.
 */
final class BankClock {
    /** Commands it keeps: the slots of {@link DramDevice}. */
    static final int COMMANDS = 4;

    private static final long FAR = Long.MAX_VALUE / 4;

    private final int bankCount;
    private final long clockMask;
    /** Banks whose wait ends at a clock: {@code [(clock & clockMask) * COMMANDS + command]}. */
    private final long[] ending;
    /** Clocks of {@link #ending} that may not be empty, one bit each. */
    private final long[] occupied;
    /** First clock at which the bank's own wait is over: {@code [command * bankCount + bank]}. */
    private final long[] end;
    /** Banks whose own wait is over, by command. */
    private final long[] over = new long[COMMANDS];

    private long passed;

    /**
     * A wheel at clock 0 with no wait.
     *
     * @param longest longest wait in clocks
     */
    BankClock(int bankCount, int longest) {
        this.bankCount = bankCount;
        int clocks = Math.max(64, Integer.highestOneBit(longest) << 1);
        clockMask = clocks - 1L;
        ending = new long[clocks * COMMANDS];
        occupied = new long[clocks / 64];
        end = new long[COMMANDS * bankCount];
        Arrays.fill(over, -1);
    }

    /** Lets the waits end that end up to this clock. */
    void pass(long clock) {
        for (long at = nextEnd(); at <= clock; at = nextEnd()) {
            passed = at;
            int slot = (int) (at & clockMask);
            int first = slot * COMMANDS;
            occupied[slot >>> 6] &= ~(1L << slot);
            over[0] |= ending[first];
            over[1] |= ending[first + 1];
            over[2] |= ending[first + 2];
            over[3] |= ending[first + 3];
            ending[first] = 0;
            ending[first + 1] = 0;
            ending[first + 2] = 0;
            ending[first + 3] = 0;
        }
        passed = clock;
    }

    /** Makes a command to a bank wait until a clock, which is after the last one passed, or longer if it does already. */
    void delay(int command, int bank, long until) {
        int at = command * bankCount + bank;
        long bit = 1L << bank;
        long before = end[at];
        if (until <= before) {
            return;
        }
        if (before > passed) {
            ending[(int) (before & clockMask) * COMMANDS + command] &= ~bit;
        }
        end[at] = until;
        int slot = (int) (until & clockMask);
        ending[slot * COMMANDS + command] |= bit;
        occupied[slot >>> 6] |= 1L << slot;
        over[command] &= ~bit;
    }

    /** Banks whose own wait for the command is over at the last clock passed. */
    long over(int command) {
        return over[command];
    }

    /** First clock at which the bank's own wait for the command is over. */
    long end(int command, int bank) {
        return end[command * bankCount + bank];
    }

    /** A clock after the last one passed before which no wait ends; far away when none does. */
    long nextEnd() {
        int start = (int) (passed + 1 & clockMask);
        int word = start >>> 6;
        long bits = occupied[word] >>> start;
        if (bits != 0) {
            return passed + 1 + Long.numberOfTrailingZeros(bits);
        }
        long distance = 64L - (start & 63);
        for (int i = 1; i <= occupied.length; i++) {
            bits = occupied[word + i & occupied.length - 1];
            if (bits != 0) {
                return passed + 1 + distance + Long.numberOfTrailingZeros(bits);
            }
            distance += 64;
        }
        return FAR;
    }
}
