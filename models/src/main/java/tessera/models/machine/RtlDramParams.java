package tessera.models.machine;

/** Timing of one memory channel of the released RTL. */
public record RtlDramParams(
        int tBurstCycles,
        int tCasCycles,
        int tRcdCycles,
        int tRpCycles,
        int tRasCycles,
        int tRcCycles,
        int tRtpCycles,
        int tCcdLongCycles,
        int tRrdShortCycles,
        int tRrdLongCycles,
        int tFawCycles,
        int activateCommandCycles,
        int outstandingReads) {
    public static final RtlDramParams RELEASED = new RtlDramParams(4, 7, 7, 7, 17, 19, 3, 2, 2, 3, 15, 2, 16);
}
