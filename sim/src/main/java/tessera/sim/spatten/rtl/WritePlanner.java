package tessera.sim.spatten.rtl;

/**
 * Tells both write ports of a buffer where a row's lines go. Usually they take turns line by line; a pair of 6-bit rows has
 * one port per row; a refetch rewrites the lines of its own row.
 */
final class WritePlanner {
    private static final int BOTH = 3;

    private final BufferWriter writer;
    private int pendingPorts = BOTH;

    WritePlanner(BufferWriter writer) {
        this.writer = writer;
    }

    /**
     * Gives the plan to each port that is free; true when both have it.
     *
     * @param start first line of the row's run
     * @param lines of one row
     * @param part which row of the run a refetch is for
     */
    boolean offer(int start, int lines, boolean isFused, boolean isRefetch, int part, int tag) {
        for (int port = 0; port < 2; port++) {
            WritePlan plan = writer.plan(port);
            if ((pendingPorts & 1 << port) == 0 || plan.isSet()) {
                continue;
            }
            if (isRefetch) {
                plan.set(start + lines * part + port, 2, lines / 2, tag);
            } else if (isFused) {
                plan.set(start + lines * port, 1, lines, tag);
            } else {
                plan.set(start + port, 2, lines / 2, tag);
            }
            pendingPorts &= ~(1 << port);
        }
        if (pendingPorts != 0) {
            return false;
        }
        pendingPorts = BOTH;
        return true;
    }
}
