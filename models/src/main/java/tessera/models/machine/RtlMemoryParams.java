package tessera.models.machine;

/**
 * One memory channel of the released RTL: its port, and the HBM2 channel behind it with two pseudo channels of four
 * bank groups of four banks. The released configuration never refreshes (its refresh manager looks for ranks, and HBM2
 * has none).
 *
 * @param outstandingReads reads between acceptance by the port and the pop of their response, 1 to 32. <b>Source:</b>
 *     DRAMSimDPIDriverRamulator2.cpp (16)
 * @param tBurstCycles a read's time on its pseudo channel's data bus. <b>Source:</b> Ramulator 2 of October 2023, HBM2 at
 *     2 Gbps, as for all timings below: nBL 4
 * @param tCasCycles read command to first data: nCL 7
 * @param tRcdCycles activate to read: nRCD 7
 * @param tRpCycles precharge to activate: nRP 7
 * @param tRasCycles activate to precharge: nRAS 17
 * @param tRcCycles activate to activate of the same bank: nRC 19
 * @param tRtpCycles read to precharge: nRTPL 3
 * @param tRrdShortCycles activate to activate of the same pseudo channel: nRRDS 2
 * @param tRrdLongCycles activate to activate of the same bank group: nRRDL 3
 * @param tFawCycles window of at most four activates of a pseudo channel: nFAW 15
 * @param activateCommandCycles command slots that an activate takes from activates and precharges of both pseudo
 *     channels: 2
 */
public record RtlMemoryParams(
        int outstandingReads,
        int tBurstCycles,
        int tCasCycles,
        int tRcdCycles,
        int tRpCycles,
        int tRasCycles,
        int tRcCycles,
        int tRtpCycles,
        int tRrdShortCycles,
        int tRrdLongCycles,
        int tFawCycles,
        int activateCommandCycles) {
    /** Pseudo channels of a channel. */
    public static final int PSEUDO_CHANNELS = 2;
    /** What fits in the controller's read queue, so that the port's limit is the only one. */
    private static final int READ_QUEUE_DEPTH = 32;

    public RtlMemoryParams {
        Checks.atLeast("memory.outstanding_reads", outstandingReads, 1);
        if (outstandingReads > READ_QUEUE_DEPTH) {
            throw new IllegalArgumentException("memory.outstanding_reads = " + outstandingReads + ", must be at most "
                    + READ_QUEUE_DEPTH + " (the controller's read queue holds no more)");
        }
        Checks.atLeast("memory.t_burst_cycles", tBurstCycles, 2); // Two bank groups' spacing, which it then covers.
        Checks.atLeast("memory.t_cas_cycles", tCasCycles, 1);
        Checks.atLeast("memory.t_rcd_cycles", tRcdCycles, 1);
        Checks.atLeast("memory.t_rp_cycles", tRpCycles, 1);
        Checks.atLeast("memory.t_ras_cycles", tRasCycles, 1);
        Checks.atLeast("memory.t_rc_cycles", tRcCycles, 1);
        Checks.atLeast("memory.t_rtp_cycles", tRtpCycles, 1);
        Checks.atLeast("memory.t_rrd_short_cycles", tRrdShortCycles, 1);
        Checks.atLeast("memory.t_rrd_long_cycles", tRrdLongCycles, 1);
        Checks.atLeast("memory.t_faw_cycles", tFawCycles, 1);
        Checks.atLeast("memory.activate_command_cycles", activateCommandCycles, 1);
    }

    /** From the cycle of a read command to the cycle in which its data is complete. */
    public int readLatencyCycles() {
        return tCasCycles + tBurstCycles;
    }
}
