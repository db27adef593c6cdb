package tessera.sim.spatten.rtl;

/** One loader per port between an address queue and a response queue; a beat goes on when every port has its read. */
final class LoadPorts {
    private static final int ADDRESS_DEPTH = 16;
    private static final int OUTSTANDING_DEPTH = 64;
    private static final int RESPONSE_DEPTH = 64;
    private static final int SLOTS = 256;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int ports;
    private final int channels;
    private final int channelBits;
    private final MemoryChannel[] memory;

    // beats, by number
    private final int[] beatAddress;
    private final int[] beatCount = new int[SLOTS];
    private final boolean[] beatLast = new boolean[SLOTS];
    private int pushedBeats;
    private long lastBeatPush = NEVER;
    private long beatPushBefore = NEVER;
    private int takenBeats;
    private long lastBeatTake = NEVER;

    // per port: beats popped from the address queue, put on the outstanding list, answered
    private final int[] popped;
    private final long[] lastPopped;
    private final boolean[] isListing;
    private final int[] listed;
    private final long[] lastListed;
    private final long[] listedBefore;
    private final int[] answered;
    private final long[] lastAnswered;
    private final long[] answeredBefore;
    private final boolean[] hasAddress;
    private final int[] address;
    private final int[] lockedChannel;
    private final int[] selectedChannel;

    // per channel
    private final int[] lockedPort;
    private final int[] selectedPort;
    private final int[][] portOfRead;
    private final int[] firstPort;
    private final int[] portCount;

    long requests;

    LoadPorts(int ports, MemoryChannel[] memory) {
        this.ports = ports;
        this.channels = memory.length;
        this.channelBits = Integer.numberOfTrailingZeros(channels);
        this.memory = memory;
        beatAddress = new int[SLOTS * ports];
        popped = new int[ports];
        lastPopped = filled(ports);
        isListing = new boolean[ports];
        listed = new int[ports];
        lastListed = filled(ports);
        listedBefore = filled(ports);
        answered = new int[ports];
        lastAnswered = filled(ports);
        answeredBefore = filled(ports);
        hasAddress = new boolean[ports];
        address = new int[ports];
        lockedChannel = new int[ports];
        java.util.Arrays.fill(lockedChannel, -1);
        selectedChannel = new int[ports];
        lockedPort = new int[channels];
        java.util.Arrays.fill(lockedPort, -1);
        selectedPort = new int[channels];
        portOfRead = new int[channels][64];
        firstPort = new int[channels];
        portCount = new int[channels];
    }

    private static long[] filled(int length) {
        long[] cycles = new long[length];
        java.util.Arrays.fill(cycles, NEVER);
        return cycles;
    }

    boolean canPush(long cycle) {
        for (int port = 0; port < ports; port++) {
            if (pushedBeats - popped[port] + (lastPopped[port] == cycle ? 1 : 0) >= ADDRESS_DEPTH) {
                return false;
            }
        }
        return true;
    }

    void push(long cycle, int[] addresses, int count, boolean isLast) {
        int slot = pushedBeats & SLOTS - 1;
        System.arraycopy(addresses, 0, beatAddress, slot * ports, ports);
        beatCount[slot] = count;
        beatLast[slot] = isLast;
        pushedBeats++;
        beatPushBefore = lastBeatPush;
        lastBeatPush = cycle;
    }

    /** Whether every port has the next beat's read. */
    boolean canTake(long cycle) {
        for (int port = 0; port < ports; port++) {
            int hidden = (lastAnswered[port] >= cycle - 1 ? 1 : 0) + (answeredBefore[port] >= cycle - 1 ? 1 : 0);
            if (answered[port] - takenBeats <= hidden) {
                return false;
            }
        }
        return true;
    }

    /** Takes a beat: count of real reads shifted left by one, plus 1 for the last beat of its request. */
    int take(long cycle) {
        int slot = takenBeats & SLOTS - 1;
        takenBeats++;
        lastBeatTake = cycle;
        return beatCount[slot] << 1 | (beatLast[slot] ? 1 : 0);
    }

    void step(long cycle) {
        route();
        for (int port = 0; port < ports; port++) {
            answer(cycle, port);
        }
        request();
        for (int channel = 0; channel < channels; channel++) {
            int port = selectedPort[channel];
            memory[channel].edge(cycle, port >= 0, port >= 0 ? local(address[port]) : 0);
        }
        settle();
        for (int port = 0; port < ports; port++) {
            load(cycle, port);
        }
    }

    private int local(int fullAddress) {
        return fullAddress >>> 5 + channelBits << 5;
    }

    /** Which channel's response each port is shown. */
    private void route() {
        for (int port = 0; port < ports; port++) {
            selectedChannel[port] = -1;
        }
        for (int channel = 0; channel < channels; channel++) {
            if (memory[channel].hasResponse()) {
                int port = portOfRead[channel][firstPort[channel]];
                if (lockedChannel[port] >= 0 ? lockedChannel[port] == channel : selectedChannel[port] < 0) {
                    selectedChannel[port] = channel;
                }
            }
        }
    }

    private void answer(long cycle, int port) {
        int hidden = (lastListed[port] >= cycle - 1 ? 1 : 0) + (listedBefore[port] >= cycle - 1 ? 1 : 0);
        boolean isOutstanding = listed[port] - answered[port] > hidden;
        int channel = selectedChannel[port];
        boolean isRead = beatCount[answered[port] & SLOTS - 1] > port;
        boolean hasRoom = answered[port] - takenBeats + (lastBeatTake == cycle ? 1 : 0) < RESPONSE_DEPTH;
        boolean fires = isOutstanding && hasRoom && (!isRead || channel >= 0);
        if (fires) {
            answered[port]++;
            answeredBefore[port] = lastAnswered[port];
            lastAnswered[port] = cycle;
        }
        if (channel >= 0) {
            boolean taken = fires && isRead;
            lockedChannel[port] = taken ? -1 : channel;
            if (taken) {
                memory[channel].takeResponse();
                firstPort[channel] = firstPort[channel] + 1 & 63;
                portCount[channel]--;
            }
        }
    }

    /** Which port's address each channel is shown. */
    private void request() {
        for (int channel = 0; channel < channels; channel++) {
            selectedPort[channel] = -1;
        }
        for (int port = 0; port < ports; port++) {
            if (hasAddress[port]) {
                int channel = address[port] >>> 5 & channels - 1;
                if (lockedPort[channel] >= 0 ? lockedPort[channel] == port : selectedPort[channel] < 0) {
                    selectedPort[channel] = port;
                }
            }
        }
    }

    private void settle() {
        for (int channel = 0; channel < channels; channel++) {
            int port = selectedPort[channel];
            if (port >= 0) {
                boolean taken = memory[channel].tookRequest();
                lockedPort[channel] = taken ? -1 : port;
                if (taken) {
                    hasAddress[port] = false;
                    portOfRead[channel][firstPort[channel] + portCount[channel] & 63] = port;
                    portCount[channel]++;
                    requests++;
                }
            }
        }
    }

    private void load(long cycle, int port) {
        if (isListing[port]
                && listed[port] - answered[port] + (lastAnswered[port] == cycle ? 1 : 0) < OUTSTANDING_DEPTH) {
            isListing[port] = false;
            listed[port]++;
            listedBefore[port] = lastListed[port];
            lastListed[port] = cycle;
        }
        int hidden = (lastBeatPush >= cycle - 1 ? 1 : 0) + (beatPushBefore >= cycle - 1 ? 1 : 0);
        if (pushedBeats - popped[port] <= hidden || isListing[port]) {
            return;
        }
        int slot = popped[port] & SLOTS - 1;
        boolean isRead = beatCount[slot] > port;
        if (isRead && hasAddress[port]) {
            return;
        }
        if (isRead) {
            hasAddress[port] = true;
            address[port] = beatAddress[slot * ports + port];
        }
        isListing[port] = true;
        popped[port]++;
        lastPopped[port] = cycle;
    }
}
