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
    private static final int OFFSET_BITS = Integer.numberOfTrailingZeros(SpAttenRtlParams.READ_BYTES);

    private final LoadPort[] ports;
    private final MemoryPort[] channels;
    private final int channelBits;
    /** Channel → ports of the reads on their way, oldest first, in a ring. */
    private final int[][] readers;

    private final int readerMask;
    private final int[] firstReader;
    private final int[] readerCount;
    private final int[] shownPort;
    private final int[] lockedPort;

    Crossbar(SpAttenRtlParams params, LoadPort[] ports, MemoryPort[] channels) {
        this.ports = ports;
        this.channels = channels;
        this.channelBits = Integer.numberOfTrailingZeros(channels.length);
        // Outstanding reads, a refused one, and the response on the output.
        int most = Integer.highestOneBit(params.memory().outstandingReads() + 2) * 2;
        this.readers = new int[channels.length][most];
        this.readerMask = most - 1;
        this.firstReader = new int[channels.length];
        this.readerCount = new int[channels.length];
        this.shownPort = new int[channels.length];
        this.lockedPort = new int[channels.length];
        Arrays.fill(lockedPort, NONE);
    }

    /** Responses, then requests, then the channels' clock edge. */
    void step(long cycle) {
        for (LoadPort port : ports) {
            port.answerPadding(cycle);
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (channels[channel].hasResponse()) {
                respond(cycle, channel);
            }
        }
        showRequests();
        for (int channel = 0; channel < channels.length; channel++) {
            send(cycle, channel);
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

    private void showRequests() {
        Arrays.fill(shownPort, NONE);
        for (int port = 0; port < ports.length; port++) {
            if (ports[port].hasRequest()) {
                int channel = ports[port].requestAddress() >>> OFFSET_BITS & channels.length - 1;
                if (lockedPort[channel] == NONE ? shownPort[channel] == NONE : lockedPort[channel] == port) {
                    shownPort[channel] = port;
                }
            }
        }
    }

    private void send(long cycle, int channel) {
        int port = shownPort[channel];
        boolean isShown = port != NONE;
        boolean isTaken = isShown && channels[channel].isReady();
        int address = isShown ? ports[port].requestAddress() >>> OFFSET_BITS + channelBits << OFFSET_BITS : 0;
        channels[channel].edge(cycle, isTaken, address);
        if (isShown) {
            lockedPort[channel] = isTaken ? NONE : port;
        }
        if (isTaken) {
            ports[port].takeRequest();
            readers[channel][firstReader[channel] + readerCount[channel] & readerMask] = port;
            readerCount[channel]++;
        }
    }
}
