package tessera.sim.spatten.rtl;

import java.util.Arrays;
import tessera.models.machine.SpAttenRtlParams;

/**
 * Connects load ports and memory channels. The channel is the address bits above the 32 bytes of a read, the rest is the
 * address within the channel. The lowest port goes first, one read per channel and cycle; the n-th response of a channel goes
 * to its n-th reader, the lowest channel first. Whoever has been shown and not taken stays shown.
 */
final class Crossbar {
    private static final int NONE = LoadPort.NONE;

    private final LoadPort[] ports;
    private final MemoryPort[] channels;
    private final PortStates states;
    private final int channelBits;
    /** Channel → ports of the reads on their way, oldest first, in a ring. */
    private final int[][] readers;

    private final int readerMask;
    private final int[] firstReader;
    private final int[] readerCount;
    private final int[] lockedPort;

    Crossbar(SpAttenRtlParams params, LoadPort[] ports, MemoryPort[] channels, PortStates states) {
        this.ports = ports;
        this.channels = channels;
        this.states = states;
        this.channelBits = Integer.numberOfTrailingZeros(channels.length);
        // Outstanding reads, a refused one, and the response on the output.
        int most = Integer.highestOneBit(params.memory().outstandingReads() + 2) * 2;
        this.readers = new int[channels.length][most];
        this.readerMask = most - 1;
        this.firstReader = new int[channels.length];
        this.readerCount = new int[channels.length];
        this.lockedPort = new int[channels.length];
        Arrays.fill(lockedPort, NONE);
    }

    /** Responses, then requests and the channels' clock edge. */
    void step(long cycle) {
        for (long left = states.listingPadding; left != 0; left &= left - 1) {
            ports[PortStates.lowest(left)].answerPadding(cycle);
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (channels[channel].hasResponse()) {
                respond(cycle, channel);
            }
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (states.requesting[channel] != 0) {
                send(cycle, channel);
            } else if (channels[channel].isDue(cycle)) {
                channels[channel].edge(cycle);
            }
        }
    }

    /** A port sees one response a cycle: that of the lowest channel, or of the one that it has not taken. */
    private void respond(long cycle, int channel) {
        LoadPort port = ports[readers[channel][firstReader[channel]]];
        boolean isShown = port.lockedChannel == NONE ? port.shownCycle != cycle : port.lockedChannel == channel;
        if (!isShown) {
            return;
        }
        boolean takes = port.answer(cycle);
        port.shownCycle = cycle;
        port.lockedChannel = takes ? NONE : channel;
        if (takes) {
            channels[channel].takeResponse();
            firstReader[channel] = firstReader[channel] + 1 & readerMask;
            readerCount[channel]--;
        }
    }

    private void send(long cycle, int channel) {
        MemoryPort memory = channels[channel];
        int port = lockedPort[channel] == NONE ? PortStates.lowest(states.requesting[channel]) : lockedPort[channel];
        if (!memory.isReady()) {
            lockedPort[channel] = port;
            if (memory.isDue(cycle)) {
                memory.edge(cycle);
            }
            return;
        }
        int offsetBits = LoadPort.OFFSET_BITS;
        memory.edge(cycle, ports[port].requestAddress() >>> offsetBits + channelBits << offsetBits);
        ports[port].takeRequest(channel);
        lockedPort[channel] = NONE;
        readers[channel][firstReader[channel] + readerCount[channel] & readerMask] = port;
        readerCount[channel]++;
    }
}
