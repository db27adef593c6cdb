package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.dram.DramWait;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.memory.Memory;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * The matrix fetcher with its crossbar: makes burst addresses for one stream at a time (round robin between keys and
 * values, held to the end of a segment), queues them per channel, sends each channel its share, and puts arrivals in order.
 */
final class Fetcher implements Component {
    /** Field of an arrival: vectors of its segment that are there by now. */
    static final int ARRIVED = 0;

    /** Field of an arrival: ordinal of the {@link StallCause} that a wait for it is charged to. */
    static final int CAUSE = 1;

    static final int ARRIVAL_FIELDS = 2;

    private final BurstStream[] streams;
    private final Memory memory;
    private final boolean isOrdered;
    private final Fifo[] requests;
    private final Fifo[] responses;
    private final int portCount;
    private final int outstandingLimit;
    private final int limitPerChannel;
    private final int queueCapacity;
    private final int batchLimit;
    /** Channel → ring of bursts, oldest first: those under way, then those that wait to be sent. */
    private final ChannelQueue[] queues;

    private int queued;
    private int outstanding;
    private int granted;
    private int firstChannel;
    private final long[] rowBursts;
    private final Counter bursts;
    private final Ledger<StallCause> ledger;

    /** The four Fifos between the fetcher and the machine: segments in, arrivals out, for keys and for values. */
    record Streams(Fifo keySegments, Fifo keyArrivals, Fifo valueSegments, Fifo valueArrivals) {}

    Fetcher(SpAttenParams machine, SpAttenWork work, Datapath datapath, Streams fifos, Memory memory, StatGroup stats) {
        this.memory = memory;
        this.isOrdered = memory.isOrdered();
        int channels = memory.channelCount();
        this.requests = new Fifo[channels];
        this.responses = new Fifo[channels];
        for (int i = 0; i < channels; i++) {
            requests[i] = memory.requests(i);
            responses[i] = memory.responses(i);
        }
        this.portCount = machine.fetch().portCount();
        this.outstandingLimit = machine.fetch().outstandingLimit();
        int burstBytes = machine.memory().burstBytes();
        this.limitPerChannel = Math.max(1, outstandingLimit / channels);
        this.queueCapacity = Math.max(1, machine.fetch().addressFifoDepth() * portCount / channels);
        // A batch is sent whole; an eighth of the limit keeps the channel busy until the next one goes out.
        this.batchLimit = Math.max(1, Math.min(memory.batchLimit(), limitPerChannel / 8));
        this.queues = new ChannelQueue[channels];
        for (int i = 0; i < channels; i++) {
            queues[i] = new ChannelQueue(queueCapacity, limitPerChannel);
        }
        this.rowBursts = new long[work.rows().size()];
        int underWay = Integer.highestOneBit(outstandingLimit + queueCapacity * channels) * 2;
        this.streams = new BurstStream[] {
            new BurstStream(work, datapath, fifos.keySegments(), fifos.keyArrivals(), burstBytes, underWay, rowBursts),
            new BurstStream(
                    work, datapath, fifos.valueSegments(), fifos.valueArrivals(), burstBytes, underWay, rowBursts)
        };
        this.bursts = stats.counter("bursts", Unit.COUNT, "bursts asked for");
        this.ledger = stats.ledger("cycles", "cycles of the fetcher", StallCause.values());
    }

    @Override
    public long step(long cycle) {
        long nextArrival = receive(cycle);
        streams[0].report(cycle);
        streams[1].report(cycle);
        boolean hasMade = makeAddresses(cycle);
        boolean hasSent = send(cycle);
        ledger.enter(hasSent ? StallCause.WORKING : waitCause(), cycle);
        return hasMade || hasSent ? cycle + 1 : nextArrival;
    }

    private StallCause waitCause() {
        if (queued > 0) {
            return StallCause.QUEUE_FULL;
        }
        return outstanding > 0 ? StallCause.LATENCY : StallCause.UPSTREAM;
    }

    /** A burst has come: what the fetcher has done since its last change was to wait for it, or was not. */
    private void explainWait(StallCause cause) {
        if (ledger.cause().isDataWait()) {
            ledger.explain(cause);
        }
    }

    private void receiveTagged(long cycle) {
        for (int i = 0; i < queues.length; i++) {
            while (responses[i].canPop(cycle)) {
                long tag = responses[i].field(Memory.ANSWERED_TAG);
                StallCause cause = StallCause.of(DramWait.of((int) responses[i].field(Memory.CAUSE)));
                responses[i].pop(cycle);
                queues[i].arriveTagged();
                streams[ChannelQueue.stream(tag)].arrive(ChannelQueue.slot(tag), cause);
                outstanding--;
                explainWait(cause);
            }
        }
    }

    /** Takes what has come; when the next burst of an answer at hand will have, IDLE if there is none. */
    private long receive(long cycle) {
        if (!isOrdered) {
            receiveTagged(cycle);
            return IDLE;
        }
        long next = IDLE;
        for (int i = 0; i < queues.length; i++) {
            ChannelQueue queue = queues[i];
            while (true) {
                while (queue.nextArrival() <= cycle) {
                    long tag = queue.arrive();
                    streams[ChannelQueue.stream(tag)].arrive(ChannelQueue.slot(tag), StallCause.LATENCY);
                    outstanding--;
                }
                if (queue.nextArrival() != IDLE || !responses[i].canPop(cycle)) {
                    break;
                }
                long interval = responses[i].field(Memory.INTERVAL);
                queue.answer(cycle, (int) responses[i].pop(cycle), interval);
            }
            next = Math.min(next, queue.nextArrival());
        }
        return next;
    }

    private boolean makeAddresses(long cycle) {
        int made = 0;
        while (made < portCount) {
            if (!streams[granted].isWithinSegment() && streams[1 - granted].hasBurst(cycle)) {
                granted = 1 - granted;
            }
            BurstStream stream = streams[granted];
            if (!stream.hasBurst(cycle)) {
                break;
            }
            long address = stream.address();
            ChannelQueue queue = queues[memory.channelOf(address)];
            if (queue.waitingCount() == queueCapacity) {
                break;
            }
            queue.add(address, granted, stream.take());
            made++;
        }
        queued += made;
        return made > 0;
    }

    /** Each channel gets at most a batch; the first channel turns, so that a limit on bursts under way starves none. */
    private boolean send(long cycle) {
        if (queued == 0) {
            return false;
        }
        boolean hasSent = false;
        int channel = firstChannel;
        for (int i = 0; i < queues.length; i++) {
            ChannelQueue queue = queues[channel];
            int count = Math.min(batchLimit, queue.waitingCount());
            if (count > 0
                    && queue.underWayCount() + count <= limitPerChannel
                    && outstanding + count <= outstandingLimit
                    && requests[channel].canPush(cycle)) {
                requests[channel].put(Memory.COUNT, count);
                if (isOrdered) {
                    requests[channel].push(cycle, queue.send(count));
                } else {
                    requests[channel].put(Memory.TAG, queue.firstTag());
                    requests[channel].push(cycle, queue.sendTagged());
                }
                queued -= count;
                outstanding += count;
                bursts.add(count);
                hasSent = true;
            }
            channel = channel + 1 == queues.length ? 0 : channel + 1;
        }
        if (hasSent) {
            firstChannel = firstChannel + 1 == queues.length ? 0 : firstChannel + 1;
        }
        return hasSent;
    }

    /** Bursts asked for on behalf of each row. */
    long[] rowBursts() {
        return rowBursts;
    }

    long burstCount() {
        return bursts.value();
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    @Override
    public boolean hasPendingWork() {
        return queued > 0 || outstanding > 0 || streams[0].hasPendingWork() || streams[1].hasPendingWork();
    }
}
