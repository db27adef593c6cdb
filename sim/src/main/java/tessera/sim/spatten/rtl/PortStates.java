package tessera.sim.spatten.rtl;

/**
 * What the load ports want, as sets of ports: lets crossbar and memory side look at those only that have something to do.
 */
final class PortStates {
    /** Channel → ports that show it a request, a bit each. */
    final long[] requesting;
    /** Ports with a padding read on their list, a bit each. */
    long listingPadding;
    /** Ports that can perhaps take a read from their address FIFO or list one, a bit each. */
    long loading;
    /** Reads between address and response FIFOs. */
    int readsInside;

    PortStates(int channels, int ports) {
        this.requesting = new long[channels];
        this.loading = ports == Long.SIZE ? -1 : (1L << ports) - 1;
    }

    /** The lowest port of a set that is not empty. */
    static int lowest(long ports) {
        return Long.numberOfTrailingZeros(ports);
    }
}
