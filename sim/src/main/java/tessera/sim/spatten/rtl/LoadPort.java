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
    /** Bytes of a read; the address bits above choose the channel. */
    static final int OFFSET_BITS = Integer.numberOfTrailingZeros(SpAttenRtlParams.READ_BYTES);

    private final long self;
    private final int channelMask;
    private final PortStates states;
    private final Fifo addresses;
    private final Fifo responses;
    private final StreamFifo outstanding;
    private final StageRegister listing = new StageRegister();
    private final StageRegister request = new StageRegister();
    private int listedPadding;

    /** The last cycle in which a response was on this port's bus. */
    long shownCycle = NONE;
    /** The channel that keeps the bus because its response was not taken. */
    int lockedChannel = NONE;

    private long paddingCycle = NONE;

    LoadPort(SpAttenRtlParams params, int index, PortStates states, Fifo addresses, Fifo responses) {
        this.self = 1L << index;
        this.channelMask = params.channels() - 1;
        this.states = states;
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

    /** The address shown to the crossbar, while this port is {@link PortStates#requesting}. */
    int requestAddress() {
        return request.word;
    }

    /** A channel has taken the request. */
    void takeRequest(int channel) {
        request.take();
        states.requesting[channel] &= ~self;
        states.loading |= self;
    }

    /** Answers the oldest read of the list with the response on the bus; false when it must wait. */
    boolean answer(long cycle) {
        return paddingCycle != cycle
                && outstanding.canPop(cycle)
                && isReal(outstanding.peek())
                && responses.canPush(cycle)
                && answerOldest(cycle);
    }

    /** Answers a padding read at the head of the list, if there is one; before {@link #answer}. */
    void answerPadding(long cycle) {
        if (outstanding.canPop(cycle) && !isReal(outstanding.peek()) && responses.canPush(cycle)) {
            answerOldest(cycle);
            paddingCycle = cycle;
            listedPadding--;
            states.listingPadding &= listedPadding == 0 ? ~self : -1;
        }
    }

    private boolean answerOldest(long cycle) {
        responses.push(cycle, outstanding.pop(cycle));
        states.readsInside--;
        return true;
    }

    /** Moves reads from the address FIFO on; after the crossbar's turn, while this port is {@link PortStates#loading}. */
    void load(long cycle) {
        if (listing.isFull && outstanding.canPush(cycle)) {
            outstanding.push(cycle, listing.word);
            if (!isReal(listing.take())) {
                listedPadding++;
                states.listingPadding |= self;
            }
        }
        if (listing.isFull || !addresses.canPop(cycle)) {
            return;
        }
        long word = addresses.peek(cycle);
        if (isReal(word) && request.isFull) {
            states.loading &= ~self; // Until the request is taken.
            return;
        }
        addresses.pop(cycle);
        states.readsInside++;
        listing.load((int) word & (REAL | LAST));
        if (isReal(word)) {
            int address = (int) (word >>> FLAG_BITS);
            request.load(address);
            states.requesting[address >>> OFFSET_BITS & channelMask] |= self;
        }
    }
}
