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
        showResponses();
        for (LoadPort port : ports) {
            boolean takes = port.answer(cycle);
            int channel = port.shownChannel;
            if (channel != NONE) {
                port.lockedChannel = takes ? NONE : channel;
                if (takes) {
                    channels[channel].takeResponse();
                    firstReader[channel] = firstReader[channel] + 1 & readerMask;
                    readerCount[channel]--;
                }
            }
        }
        showRequests();
        for (int channel = 0; channel < channels.length; channel++) {
            send(cycle, channel);
        }
    }

    private void showResponses() {
        for (LoadPort port : ports) {
            port.shownChannel = NONE;
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (channels[channel].hasResponse()) {
                LoadPort port = ports[readers[channel][firstReader[channel]]];
                if (port.lockedChannel == NONE ? port.shownChannel == NONE : port.lockedChannel == channel) {
                    port.shownChannel = channel;
                }
            }
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
