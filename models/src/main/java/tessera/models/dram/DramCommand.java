package tessera.models.dram;

import java.util.Arrays;
import java.util.List;
import tessera.traces.check.Nearest;

/** What a controller can say to a DRAM. The order is the command's number in the cycle model. */
public enum DramCommand {
    /** Opens one row of a bank. */
    ACTIVATE("ACT", false),
    /** Closes one bank. */
    PRECHARGE("PRE", false),
    /** Closes every bank of a rank (of a pseudo-channel in HBM). */
    PRECHARGE_ALL("PREA", false),
    /** Reads one burst from the open row. */
    READ("RD", true),
    /** Writes one burst into the open row. */
    WRITE("WR", true),
    /** Reads one burst, then closes the bank by itself. */
    READ_PRECHARGE("RDA", true),
    /** Writes one burst, then closes the bank by itself. */
    WRITE_PRECHARGE("WRA", true),
    /** Refreshes every bank of a rank (of a pseudo-channel in HBM). */
    REFRESH("REF", false),
    /** Refreshes one bank. */
    REFRESH_BANK("REFB", false);

    private static final List<String> MNEMONICS =
            Arrays.stream(values()).map(DramCommand::mnemonic).toList();

    private final String mnemonic;
    private final boolean isColumnCommand;

    DramCommand(String mnemonic, boolean isColumnCommand) {
        this.mnemonic = mnemonic;
        this.isColumnCommand = isColumnCommand;
    }

    /** The data sheet's abbreviation, as constraint tables and command traces write it. */
    public String mnemonic() {
        return mnemonic;
    }

    /** Whether it goes over the column command bus where a device has two (HBM); the others go over the row bus. */
    public boolean isColumnCommand() {
        return isColumnCommand;
    }

    /** Whether it addresses all banks of a rank or pseudo-channel at once. */
    public boolean isForWholeRank() {
        return this == PRECHARGE_ALL || this == REFRESH;
    }

    /** The command with this abbreviation. */
    public static DramCommand of(String mnemonic) {
        int index = MNEMONICS.indexOf(mnemonic);
        if (index < 0) {
            throw Nearest.unknown("DRAM command", mnemonic, MNEMONICS);
        }
        return values()[index];
    }
}
