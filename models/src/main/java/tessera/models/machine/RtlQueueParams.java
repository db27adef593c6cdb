package tessera.models.machine;

/**
 * Depths of the released RTL's queues, in words. Each is a FIFO over a synchronous memory: two cycles from push to
 * visible, the output register counts in the depth.
 *
 * @param requests rows between admission and their requantisation report; new rows are admitted while half of it is
 *     free. <b>Source:</b> SpAttenController.scala (16)
 * @param contexts fetch requests between address split and realignment. <b>Source:</b> MatrixFetcher.scala (16)
 * @param addresses reads of one port that wait for its loader. <b>Source:</b> MatrixFetcher.scala (16)
 * @param outstanding reads of one port that wait for their data. <b>Source:</b> AXIDataLoader.scala (64)
 * @param responses reads of one port that wait for the other ports, at least two more than addresses: a port can be ahead of
 *     another by all of those. <b>Source:</b> MatrixFetcher.scala (64)
 * @param bufferReads line reads of one buffer that are on their way or may have to be repeated, a power of two; one place
 *     stays empty. <b>Source:</b> Buffer.scala (16)
 */
public record RtlQueueParams(
        int requests, int contexts, int addresses, int outstanding, int responses, int bufferReads) {
    public RtlQueueParams {
        Checks.atLeast("queues.requests", requests, 4);
        Checks.atLeast("queues.contexts", contexts, 2);
        Checks.atLeast("queues.addresses", addresses, 2);
        Checks.atLeast("queues.outstanding", outstanding, 2);
        if (responses < addresses + 2) {
            throw new IllegalArgumentException("queues.responses = " + responses
                    + ", must be at least queues.addresses + 2 = "
                    + (addresses + 2) + " (a port that is ahead would fill its responses and block the channel that"
                    + " another port's read must come from, for ever); raise it or lower queues.addresses");
        }
        Checks.atLeast("queues.buffer_reads", bufferReads, 2);
        Checks.powerOfTwo("queues.buffer_reads", bufferReads, "its pointers wrap");
    }
}
