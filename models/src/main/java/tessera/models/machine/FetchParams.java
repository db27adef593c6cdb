package tessera.models.machine;

/**
 * The fetcher of key and value vectors, between the units and the memory channels.
 *
 * @param portCount burst addresses made per cycle. <b>Source:</b> arXiv 2012.09852 v3, table I (32 address FIFOs, crossbar
 *     32 to 16)
 * @param addressFifoDepth burst addresses that wait per port for their channel. <b>Source:</b> table I (64)
 * @param outstandingLimit bursts on their way at once, over all channels; 1 makes every burst wait for the one before.
 *     <b>Source:</b> 64 data FIFO entries per port, table I
 */
public record FetchParams(int portCount, int addressFifoDepth, int outstandingLimit) {
    public FetchParams {
        Checks.atLeast("fetch.port_count", portCount, 1);
        Checks.atLeast("fetch.address_fifo_depth", addressFifoDepth, 1);
        Checks.atLeast("fetch.outstanding_limit", outstandingLimit, 1);
    }
}
