package tessera.models.dram;

import java.util.Arrays;
import java.util.List;
import tessera.traces.check.Nearest;

/** The parts of a DRAM address, with their names in address maps. The order is the field's index in a decoded address. */
public enum AddressField {
    CHANNEL("ch"),
    PSEUDO_CHANNEL("pc"),
    RANK("rank"),
    BANK_GROUP("bankgroup"),
    BANK("bank"),
    ROW("row"),
    COLUMN("col");

    /** Entries of a decoded address. */
    public static final int COUNT = values().length;

    private static final List<String> NAMES =
            Arrays.stream(values()).map(AddressField::text).toList();

    private final String text;

    AddressField(String text) {
        this.text = text;
    }

    /** The field's name in address maps: {@code ch}, {@code pc}, {@code rank}, … */
    public String text() {
        return text;
    }

    /** Number of values the field takes in this memory, a power of two. */
    public int size(DramOrganisation organisation) {
        return switch (this) {
            case CHANNEL -> organisation.channelCount();
            case PSEUDO_CHANNEL -> organisation.pseudoChannelCount();
            case RANK -> organisation.rankCount();
            case BANK_GROUP -> organisation.bankGroupCount();
            case BANK -> organisation.banksPerGroup();
            case ROW -> organisation.rowCount();
            case COLUMN -> organisation.columnCount();
        };
    }

    /** Bits of the field in this memory. */
    public int bits(DramOrganisation organisation) {
        return Integer.numberOfTrailingZeros(size(organisation));
    }

    static AddressField of(String text) {
        int index = NAMES.indexOf(text);
        if (index < 0) {
            throw Nearest.unknown("level in the address map", text, NAMES);
        }
        return values()[index];
    }
}
