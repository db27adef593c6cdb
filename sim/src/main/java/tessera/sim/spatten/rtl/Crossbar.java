package tessera.sim.spatten.rtl;

import java.util.Arrays;
import tessera.models.machine.SpAttenRtlParams;

/**
 * Connects load ports and memory channels. The channel is the address bits above the 32 bytes of a read, the rest is the
 * address within the channel. The lowest port goes first, one read per channel and cycle; the n-th response of a channel goes
 * to its n-th reader, the lowest channel first. Whoever has been shown and not taken stays shown.
 */
final class Crossbar {
    private static final int NONE = -1;

    private final LoadPorts ports;
    private final MemoryPort[] channels;
    private final int channelBits;
    /** Channel → ports of the reads on their way, oldest first, in a ring. */
    private final int[][] readers;

    private final int readerMask;
    private final int[] firstReader;
    private final int[] readerCount;
    private final int[] lockedPort;

    /** Port → the last cycle in which a response was on its bus. */
    private final long[] shownCycle;
    /** Port → the channel that keeps the bus because its response was not taken. */
    private final int[] lockedChannel;

    Crossbar(SpAttenRtlParams params, LoadPorts ports, MemoryPort[] channels) {
        this.ports = ports;
        this.channels = channels;
        this.channelBits = Integer.numberOfTrailingZeros(channels.length);
        // Outstanding reads, a refused one, and the response on the output.
        int most = Integer.highestOneBit(params.memory().outstandingReads() + 2) * 2;
        this.readers = new int[channels.length][most];
        this.readerMask = most - 1;
        this.firstReader = new int[channels.length];
        this.readerCount = new int[channels.length];
        this.lockedPort = new int[channels.length];
        this.shownCycle = new long[params.fetchPorts()];
        this.lockedChannel = new int[params.fetchPorts()];
        Arrays.fill(lockedPort, NONE);
        Arrays.fill(shownCycle, NONE);
        Arrays.fill(lockedChannel, NONE);
    }

    /** Responses, then requests and the channels' clock edge. */
    void step(long cycle) {
        ports.answerPadding(cycle);
        for (int channel = 0; channel < channels.length; channel++) {
            if (channels[channel].hasResponse()) {
                respond(cycle, channel);
            }
        }
        for (int channel = 0; channel < channels.length; channel++) {
            MemoryPort memory = channels[channel];
            long requesting = ports.requesting(channel);
            if (requesting != 0 && send(cycle, channel, requesting)) {
                continue;
            }
            if (memory.isDue(cycle)) {
                memory.edge(cycle);
            }
        }
    }

    /** A port sees one response a cycle: that of the lowest channel, or of the one that it has not taken. */
    private void respond(long cycle, int channel) {
        int port = readers[channel][firstReader[channel]];
        boolean isShown = lockedChannel[port] == NONE ? shownCycle[port] != cycle : lockedChannel[port] == channel;
        if (!isShown) {
            return;
        }
        boolean takes = ports.answer(cycle, port);
        shownCycle[port] = cycle;
        lockedChannel[port] = takes ? NONE : channel;
        if (takes) {
            channels[channel].takeResponse();
            firstReader[channel] = firstReader[channel] + 1 & readerMask;
            readerCount[channel]--;
        }
    }

    /** The clock edge of a channel with the request of a port; false when the channel does not take it. */
    private boolean send(long cycle, int channel, long requesting) {
        MemoryPort memory = channels[channel];
        int port = lockedPort[channel] == NONE ? Long.numberOfTrailingZeros(requesting) : lockedPort[channel];
        if (!memory.isReady()) {
            lockedPort[channel] = port;
            return false;
        }
        int offsetBits = LoadPorts.OFFSET_BITS;
        memory.edge(
                cycle, ports.requestAddress(port) >>> offsetBits + channelBits << offsetBits, ports.requestRow(port));
        ports.takeRequest(port, channel);
        lockedPort[channel] = NONE;
        readers[channel][firstReader[channel] + readerCount[channel] & readerMask] = port;
        readerCount[channel]++;
        return true;
    }
}
