package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
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

    private static final int STREAM_SHIFT = 32;

    /** Where the fetcher's cycles go. */
    enum Cause {
        /** Nothing to fetch. */
        WAIT_INPUT,
        /** Sends addresses. */
        BUSY,
        /** Has addresses that the memory does not take. */
        WAIT_MEMORY,
        /** Has sent all and waits for data. */
        WAIT_DATA
    }

    private final BurstStream[] streams;
    private final Memory memory;
    private final Fifo[] requests;
    private final Fifo[] responses;
    private final int portCount;
    private final int outstandingLimit;
    private final int sendsPerCycle;
    private final int queueCapacity;
    /** Channel → ring of addresses and tags. */
    private final long[][] queuedAddress;

    private final long[][] queuedTag;
    private final int[] queueHead;
    private final int[] queueCount;
    private int queued;
    private int outstanding;
    private int granted;
    private int firstChannel;
    private final long[] rowBursts;
    private final Counter bursts;
    private final Ledger<Cause> ledger;

    /** The four Fifos between the fetcher and the machine: segments in, arrivals out, for keys and for values. */
    record Streams(Fifo keySegments, Fifo keyArrivals, Fifo valueSegments, Fifo valueArrivals) {}

    Fetcher(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Streams fifos,
            Memory memory,
            StatGroup stats) {
        this.memory = memory;
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
        this.sendsPerCycle = Math.max(1, machine.memory().channelBytesPerCycle() / burstBytes);
        this.queueCapacity = Math.max(1, machine.fetch().addressFifoDepth() * portCount / channels);
        this.queuedAddress = new long[channels][queueCapacity];
        this.queuedTag = new long[channels][queueCapacity];
        this.queueHead = new int[channels];
        this.queueCount = new int[channels];
        this.rowBursts = new long[work.rows().size()];
        int underWay = Integer.highestOneBit(outstandingLimit + queueCapacity * channels) * 2;
        this.streams = new BurstStream[] {
            new BurstStream(work, datapath, fifos.keySegments(), fifos.keyArrivals(), burstBytes, underWay, rowBursts),
            new BurstStream(
                    work, datapath, fifos.valueSegments(), fifos.valueArrivals(), burstBytes, underWay, rowBursts)
        };
        this.bursts = stats.counter("bursts", Unit.COUNT, "bursts asked for");
        this.ledger = stats.ledger("cycles", "cycles of the fetcher", Cause.values());
    }

    @Override
    public long step(long cycle) {
        boolean hasMoved = receive(cycle);
        hasMoved |= streams[0].report(cycle);
        hasMoved |= streams[1].report(cycle);
        hasMoved |= makeAddresses(cycle);
        boolean hasSent = send(cycle);
        ledger.enter(
                hasSent
                        ? Cause.BUSY
                        : queued > 0 ? Cause.WAIT_MEMORY : outstanding > 0 ? Cause.WAIT_DATA : Cause.WAIT_INPUT,
                cycle);
        return hasMoved || hasSent ? cycle + 1 : IDLE;
    }

    private boolean receive(long cycle) {
        boolean hasMoved = false;
        for (Fifo response : responses) {
            while (response.canPop(cycle)) {
                long tag = response.pop(cycle);
                streams[(int) (tag >>> STREAM_SHIFT)].arrive((int) tag);
                outstanding--;
                hasMoved = true;
            }
        }
        return hasMoved;
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
            int channel = memory.channelOf(address);
            if (queueCount[channel] == queueCapacity) {
                break;
            }
            int slot = queueHead[channel] + queueCount[channel]++;
            slot -= slot >= queueCapacity ? queueCapacity : 0;
            queuedAddress[channel][slot] = address;
            queuedTag[channel][slot] = (long) granted << STREAM_SHIFT | stream.take();
            queued++;
            made++;
        }
        return made > 0;
    }

    /** Each channel gets at most its share; the first channel turns, so that a limit on bursts under way starves none. */
    private boolean send(long cycle) {
        if (queued == 0) {
            return false;
        }
        int sent = 0;
        int channel = firstChannel;
        for (int i = 0; i < requests.length; i++) {
            for (int share = 0; share < sendsPerCycle && queueCount[channel] > 0; share++) {
                if (outstanding == outstandingLimit || !requests[channel].canPush(cycle)) {
                    break;
                }
                sendOne(channel, cycle);
                sent++;
            }
            channel = channel + 1 == requests.length ? 0 : channel + 1;
        }
        if (sent > 0) {
            firstChannel = firstChannel + 1 == requests.length ? 0 : firstChannel + 1;
        }
        return sent > 0;
    }

    private void sendOne(int channel, long cycle) {
        int head = queueHead[channel];
        requests[channel].put(Memory.TAG, queuedTag[channel][head]);
        requests[channel].push(cycle, queuedAddress[channel][head]);
        queueHead[channel] = head + 1 == queueCapacity ? 0 : head + 1;
        queueCount[channel]--;
        queued--;
        outstanding++;
        bursts.increment();
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
