package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.kernel.Fifo;

/**
 * One port of the fetcher: takes reads from its address FIFO, lists them as outstanding, shows their address to the
 * crossbar, and answers in the order of the list. There is no match of addresses: any response on the bus is the next one.
 * A read that is not real (padding of a beat) is answered by itself when its turn has come.
 */
final class LoadPort {
    static final int NONE = -1;

    // Words of the address FIFO: address · 4 + last · 2 + real. Words of the list and of the response FIFO: last · 2 +
    // real.
    private static final int REAL = 1;
    private static final int LAST = 2;
    private static final int FLAG_BITS = 2;

    private final Fifo addresses;
    private final Fifo responses;
    private final StreamFifo outstanding;
    private final StageRegister listing = new StageRegister();
    private final StageRegister request = new StageRegister();
    /** The next word is a real read: it cannot move before the request register is empty. */
    private boolean needsRequest;
    /** Padding reads on the list. */
    private int listedPadding;

    /** The last cycle in which a response was on this port's bus. */
    long shownCycle = NONE;

    private long paddingCycle = NONE;
    /** The channel that keeps the bus because its response was not taken. */
    int lockedChannel = NONE;

    LoadPort(SpAttenRtlParams params, Fifo addresses, Fifo responses) {
        this.addresses = addresses;
        this.responses = responses;
        this.outstanding = new StreamFifo(params.queues().outstanding());
    }

    /** A word for the address FIFO. */
    static long word(int address, boolean isLast, boolean isReal) {
        return (address & 0xFFFFFFFFL) << FLAG_BITS | (isLast ? LAST : 0) | (isReal ? REAL : 0);
    }

    static boolean isReal(long response) {
        return (response & REAL) != 0;
    }

    static boolean isLast(long response) {
        return (response & LAST) != 0;
    }

    boolean hasRequest() {
        return request.isFull;
    }

    int requestAddress() {
        return request.word;
    }

    void takeRequest() {
        request.take();
    }

    /** Answers the oldest read of the list with the response on the bus; false when it must wait. */
    boolean answer(long cycle) {
        boolean canAnswer = paddingCycle != cycle
                && outstanding.canPop(cycle)
                && isReal(outstanding.peek())
                && responses.canPush(cycle);
        if (canAnswer) {
            responses.push(cycle, outstanding.pop(cycle));
        }
        return canAnswer;
    }

    /** Answers a padding read at the head of the list, if there is one; before {@link #answer}. */
    void answerPadding(long cycle) {
        if (listedPadding > 0 && outstanding.canPop(cycle) && !isReal(outstanding.peek()) && responses.canPush(cycle)) {
            responses.push(cycle, outstanding.pop(cycle));
            listedPadding--;
            paddingCycle = cycle;
        }
    }

    /** Moves reads from the address FIFO on; after the crossbar's turn. True while there is something to move. */
    boolean load(long cycle) {
        if (listing.isFull && outstanding.canPush(cycle)) {
            int word = listing.take();
            outstanding.push(cycle, word);
            listedPadding += isReal(word) ? 0 : 1;
        }
        if (!listing.isFull && !(needsRequest && request.isFull) && addresses.canPop(cycle)) {
            long word = addresses.peek(cycle);
            needsRequest = isReal(word) && request.isFull;
            if (!needsRequest) {
                addresses.pop(cycle);
                listing.load((int) word & (REAL | LAST));
                if (isReal(word)) {
                    request.load((int) (word >>> FLAG_BITS));
                }
            }
        }
        return listing.isFull || request.isFull || !outstanding.isEmpty();
    }
}
