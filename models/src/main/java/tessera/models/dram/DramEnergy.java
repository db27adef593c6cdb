package tessera.models.dram;

/**
 * Energy of each action of one channel, in picojoules. Re-pricing a run needs its counts only.
 *
 * @param activatePj one activate with its precharge
 * @param readPj one read burst
 * @param writePj one write burst
 * @param refreshPj one all-bank refresh of a rank
 * @param refreshBankPj one per-bank refresh
 * @param activeStandbyPjPerClock one rank, for one clock, with a bank open
 * @param prechargedStandbyPjPerClock one rank, for one clock, with all banks closed
 * @param isKnown whether there are figures; without, the others are 0
 * @param source where the figures come from, or why there are none
 */
public record DramEnergy(
        double activatePj,
        double readPj,
        double writePj,
        double refreshPj,
        double refreshBankPj,
        double activeStandbyPjPerClock,
        double prechargedStandbyPjPerClock,
        boolean isKnown,
        String source) {

    /** No figures, for this reason. */
    static DramEnergy unknown(String reason) {
        return new DramEnergy(0, 0, 0, 0, 0, 0, 0, false, reason);
    }

    /**
     * The figures from currents of a data sheet by the usual power equations (Micron TN-40-07, as in DRAMsim3):
     * activate = VDD (IDD0 tRC − IDD3N tRAS − IDD2N tRP), burst = VDD (IDD4 − IDD3N) tBURST, refresh = VDD (IDD5 − IDD3N)
     * tRFC, times the devices of a rank; mA · V · ns = pJ.
     */
    static DramEnergy of(Currents currents, DramTiming timing) {
        double perMilliampereClock = currents.supplyVolts() * currents.devicesPerRank() * timing.clockFs() / 1e6;
        int ras = timing.of(TimingName.T_RAS);
        int rp = timing.of(TimingName.T_RP);
        int burst = timing.of(TimingName.T_BURST);
        double activate = currents.idd0() * (ras + rp) - currents.idd3n() * ras - currents.idd2n() * rp;
        double read = (currents.idd4r() - currents.idd3n()) * burst;
        double write = (currents.idd4w() - currents.idd3n()) * burst;
        double refresh = (currents.idd5() - currents.idd3n()) * timing.of(TimingName.T_RFC);
        return new DramEnergy(
                perMilliampereClock * activate,
                perMilliampereClock * read,
                perMilliampereClock * write,
                perMilliampereClock * refresh,
                0,
                perMilliampereClock * currents.idd3n(),
                perMilliampereClock * currents.idd2n(),
                true,
                currents.source());
    }

    /**
     * Currents of one device, in milliampere, by their data-sheet names.
     *
     * @param supplyVolts VDD
     * @param devicesPerRank devices that work in step
     * @param source the data sheet
     */
    record Currents(
            double supplyVolts,
            int devicesPerRank,
            double idd0,
            double idd2n,
            double idd3n,
            double idd4r,
            double idd4w,
            double idd5,
            String source) {}
}
