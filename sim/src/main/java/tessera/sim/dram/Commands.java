package tessera.sim.dram;

import tessera.models.dram.DramCommand;

/** The numbers of the commands, for code that runs per clock. */
final class Commands {
    static final int ACT = DramCommand.ACTIVATE.ordinal();
    static final int PRE = DramCommand.PRECHARGE.ordinal();
    static final int PREA = DramCommand.PRECHARGE_ALL.ordinal();
    static final int RD = DramCommand.READ.ordinal();
    static final int WR = DramCommand.WRITE.ordinal();
    static final int RDA = DramCommand.READ_PRECHARGE.ordinal();
    static final int WRA = DramCommand.WRITE_PRECHARGE.ordinal();
    static final int REF = DramCommand.REFRESH.ordinal();
    static final int REFB = DramCommand.REFRESH_BANK.ordinal();
    static final int COUNT = DramCommand.values().length;

    private Commands() {}
}
