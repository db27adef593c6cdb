package tessera.sim.dram;

import java.util.function.IntFunction;
import tessera.models.dram.DramParams;
import tessera.models.dram.stream.AddressStream;
import tessera.sim.kernel.Driver;

/** A memory of several channels, fed with one stream until its last transaction has completed. */
public final class DramSystem {
    private static final long DONE = -1;

    private final DramParams params;
    private final DramChannel[] channels;
    private final LatencyHistogram readLatencies = new LatencyHistogram();
    private final LatencyHistogram writeLatencies = new LatencyHistogram();

    private Injector injector;
    private boolean isClosedLoop;
    private boolean isLockstep;
    /** Whether a channel was ticked or a completion taken in this clock. */
    private boolean isBusy;

    private int completedCount;
    private long lastCompletion;
    private long readFromArrival;
    private long writeFromArrival;

    /**
     * A memory that has just been switched on.
     *
     * @param listeners hears the commands of each channel; {@link Listeners#NONE} costs nothing
     */
    public DramSystem(DramParams params, IntFunction<CommandListener> listeners) {
        this.params = params;
        channels = new DramChannel[params.organisation().channelCount()];
        ConstraintTable table = new ConstraintTable(params);
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = DramChannel.of(params, table, listeners.apply(channel));
        }
    }

    /** Runs one stream on a new memory and nothing else. */
    public static DramResult run(DramParams params, AddressStream stream, Injection injection) {
        return new DramSystem(params, channel -> Listeners.NONE).run(stream, injection, Driver.SKIP_AHEAD);
    }

    /** Sends the stream by the rule and runs until its last transaction has completed; once per memory. */
    public DramResult run(AddressStream stream, Injection injection, Driver driver) {
        for (int i = 0; i < stream.length(); i++) {
            if (stream.address(i) >= params.map().capacityBytes()) {
                params.map().check(stream.address(i), stream.text() + ", transaction " + (i + 1));
            }
        }
        injector = Injector.of(params, stream, injection, channels);
        isClosedLoop = injection.window() < Integer.MAX_VALUE;
        isLockstep = driver == Driver.LOCKSTEP;
        long clock = 0;
        while (clock != DONE) {
            clock = step(clock);
        }
        return result(stream);
    }

    /** Does the work of one clock: the senders, then the channels. The next clock with work, or {@link #DONE}. */
    private long step(long clock) {
        int sentBefore = injector.sentCount;
        injector.inject(clock, injector.sentCount - completedCount);
        long next = isClosedLoop ? tickAndCollect(clock) : tick(clock);
        int length = injector.stream.length();
        if (completedCount == length) {
            if (clock >= lastCompletion) {
                return DONE;
            }
            next = Math.min(next, lastCompletion);
        } else if ((isBusy || injector.sentCount > sentBefore) && injector.sentCount < length) {
            next = clock + 1;
        } else {
            next = Math.min(next, injector.nextArrival());
        }
        if (next == Long.MAX_VALUE) {
            throw new IllegalStateException("nothing can happen any more at clock " + clock + " with "
                    + (length - completedCount) + " transactions to go");
        }
        return isLockstep ? clock + 1 : Math.max(next, clock + 1);
    }

    /** Ticks the channels with something to do, and takes completions early: nobody waits for them. */
    private long tick(long clock) {
        long next = Long.MAX_VALUE;
        isBusy = false;
        for (DramChannel channel : channels) {
            if (channel.nextEvent <= clock || isLockstep) {
                channel.tick(clock);
                isBusy = true;
                collect(channel, Long.MAX_VALUE - 1);
            }
            next = Math.min(next, channel.nextEvent);
        }
        return next;
    }

    /** The same where the senders wait for completions. */
    private long tickAndCollect(long clock) {
        long next = Long.MAX_VALUE;
        isBusy = false;
        for (DramChannel channel : channels) {
            if (channel.nextEvent <= clock || isLockstep) {
                channel.tick(clock);
                isBusy = true;
            }
            isBusy |= collect(channel, clock);
            next = Math.min(next, Math.min(channel.nextEvent, channel.completionClock()));
        }
        return next;
    }

    /** Takes the completions up to a clock; whether there was one. */
    private boolean collect(DramChannel channel, long upTo) {
        boolean isAny = false;
        while (channel.completionClock() <= upTo) {
            int id = (int) channel.completionId();
            long accepted = channel.completionAcceptedClock();
            long completed = channel.completionClock();
            long fromArrival = completed - injector.arrival(id, accepted);
            if (injector.stream.isWrite(id)) {
                writeLatencies.add(completed - accepted);
                writeFromArrival += fromArrival;
            } else {
                readLatencies.add(completed - accepted);
                readFromArrival += fromArrival;
            }
            lastCompletion = Math.max(lastCompletion, completed);
            channel.removeCompletion();
            completedCount++;
            isAny = true;
        }
        return isAny;
    }

    private DramResult result(AddressStream stream) {
        DramCounts counts = DramCounts.ZERO;
        for (DramChannel channel : channels) {
            counts = counts.plus(channel.counts(lastCompletion + 1));
        }
        return DramResult.of(
                params,
                stream.length(),
                readLatencies.latency(readFromArrival),
                writeLatencies.latency(writeFromArrival),
                lastCompletion + 1,
                counts);
    }
}
