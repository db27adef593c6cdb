package tessera.models.dram;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The timings a device table may give, by their JEDEC names, all in command clocks. */
public enum TimingName {
    /** Read command to first data (CAS latency, RL). */
    T_CL(true),
    /** Write command to first data (WL). */
    T_CWL(true),
    /** Clocks of one burst on the data wires; follows from the organisation and is not given in a table. */
    T_BURST(false),
    /** Activate to read, same bank. */
    T_RCD_RD(true),
    /** Activate to write, same bank. */
    T_RCD_WR(true),
    /** Precharge to activate, same bank. */
    T_RP(true),
    /** Activate to precharge, same bank. */
    T_RAS(true),
    /** Activate to activate, same bank. */
    T_RC(true),
    /** Read to precharge, same bank. */
    T_RTP(true),
    /** End of write data to precharge, same bank (write recovery). */
    T_WR(true),
    /** Column command to column command, different bank groups. */
    T_CCD_S(true),
    /** Column command to column command, same bank group. */
    T_CCD_L(true),
    /** Write to write, same bank group, where it differs from {@link #T_CCD_L} (DDR5). */
    T_CCD_L_WR(false),
    /** Activate to activate, different bank groups. */
    T_RRD_S(true),
    /** Activate to activate, same bank group. */
    T_RRD_L(true),
    /** Window in which at most four activates of a rank may fall. */
    T_FAW(true),
    /** End of write data to read, different bank groups. */
    T_WTR_S(true),
    /** End of write data to read, same bank group. */
    T_WTR_L(true),
    /** Gap on the data wires when the rank or the direction changes. */
    T_RTRS(true),
    /** Precharge to precharge (DDR5, LPDDR5, HBM3). */
    T_PPD(false),
    /** All-bank refresh to the next command of that rank. */
    T_RFC(true),
    /** Time between all-bank refreshes of a rank. */
    T_REFI(true),
    /** Per-bank refresh to the next command of that bank. */
    T_RFC_BANK(false),
    /** Time between per-bank refreshes of a rank. */
    T_REFI_BANK(false),
    /** Per-bank refresh to an activate or refresh of another bank. */
    T_RREFD(false);

    private final boolean isRequired;

    TimingName(boolean isRequired) {
        this.isRequired = isRequired;
    }

    /** Whether every device table must give it. */
    public boolean isRequired() {
        return isRequired;
    }

    /** Its name in constraint expressions: {@code t_rcd_rd}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its key in a device table: {@code t_rcd_rd_cycles}. */
    public String key() {
        return text() + "_cycles";
    }

    /** Names in constraint expressions, in declaration order. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(TimingName::text).toList();
    }
}
