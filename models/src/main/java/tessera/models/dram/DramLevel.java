package tessera.models.dram;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.Nearest;

/** The levels at which timing constraints act, from outer to inner. */
public enum DramLevel {
    /** One command and data interface with its own controller. */
    CHANNEL,
    /** Half of an HBM channel: own data bits and banks, shared command bus. One where a device has none. */
    PSEUDO_CHANNEL,
    /** Devices that share the data bus and answer to one chip select. */
    RANK,
    /** Banks that share column logic: commands within one are spaced wider (the {@code _L} timings). */
    BANK_GROUP,
    /** One array with one open row. */
    BANK;

    private static final List<String> NAMES = Arrays.stream(values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .toList();

    /** The level's name in constraint tables: {@code pseudo_channel}. */
    public String text() {
        return NAMES.get(ordinal());
    }

    /** The level with this name. */
    public static DramLevel of(String text) {
        int index = NAMES.indexOf(text);
        if (index < 0) {
            throw Nearest.unknown("level", text, NAMES);
        }
        return values()[index];
    }
}
