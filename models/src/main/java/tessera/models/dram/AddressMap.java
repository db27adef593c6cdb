package tessera.models.dram;

import java.util.List;
import tessera.traces.check.InputException;

/**
 * Cuts byte addresses into DRAM coordinates. Immutable; resolved to shifts and masks when it is made.
 *
 * <p>Text form, most significant field first, above the offset inside a granule: {@code row.bank.bankgroup.pc.col.ch}. A
 * field may be split into bit ranges ({@code row.col[4:2].bank.ch.col[1:0]}); every bit of every field stands there
 * exactly once. After {@code ;} follow XOR terms, applied to the fields as cut: {@code bankgroup ^= col[2:1]}; a field
 * that is changed by a term cannot be the source of another, so that no two addresses share a place.
 */
public final class AddressMap {
    /** Bits {@code [low, low + width)} of a field. */
    record Slice(AddressField field, int low, int width) {}

    /** {@code target ^= source bits}. */
    record XorTerm(AddressField target, Slice source) {}

    private final String text;
    private final int offsetBits;
    private final int addressBits;
    private final int[] sliceField;
    private final int[] sliceShift;
    private final int[] sliceMask;
    private final int[] sliceLow;
    private final int[] xorTarget;
    private final int[] xorSource;
    private final int[] xorShift;
    private final int[] xorMask;

    AddressMap(String text, int offsetBits, List<Slice> slicesLowFirst, List<XorTerm> terms) {
        this.text = text;
        this.offsetBits = offsetBits;
        int count = slicesLowFirst.size();
        sliceField = new int[count];
        sliceShift = new int[count];
        sliceMask = new int[count];
        sliceLow = new int[count];
        int position = offsetBits;
        for (int i = 0; i < count; i++) {
            Slice slice = slicesLowFirst.get(i);
            sliceField[i] = slice.field().ordinal();
            sliceShift[i] = position;
            sliceMask[i] = (1 << slice.width()) - 1;
            sliceLow[i] = slice.low();
            position += slice.width();
        }
        addressBits = position;
        xorTarget = terms.stream().mapToInt(term -> term.target().ordinal()).toArray();
        xorSource =
                terms.stream().mapToInt(term -> term.source().field().ordinal()).toArray();
        xorShift = terms.stream().mapToInt(term -> term.source().low()).toArray();
        xorMask = terms.stream()
                .mapToInt(term -> (1 << term.source().width()) - 1)
                .toArray();
    }

    /** Reads the text form for a memory; what does not fit it is an {@link InputException}. */
    public static AddressMap parse(String text, DramOrganisation organisation) {
        return new AddressMapParser(text, organisation).parse();
    }

    /** The text it was made from. */
    public String text() {
        return text;
    }

    /** Bytes the map covers: addresses below it are legal. */
    public long capacityBytes() {
        return 1L << addressBits;
    }

    /**
     * Cuts one address.
     *
     * @param address byte address, 0 ≤ address < {@link #capacityBytes}; bits above are not looked at
     * @param fields receives one value per {@link AddressField}, by its ordinal
     */
    public void decode(long address, int[] fields) {
        for (int i = 0; i < AddressField.COUNT; i++) {
            fields[i] = 0;
        }
        for (int i = 0; i < sliceField.length; i++) {
            fields[sliceField[i]] |= ((int) (address >>> sliceShift[i]) & sliceMask[i]) << sliceLow[i];
        }
        for (int i = 0; i < xorTarget.length; i++) {
            fields[xorTarget[i]] ^= (fields[xorSource[i]] >> xorShift[i]) & xorMask[i];
        }
    }

    /** The channel alone of an address. */
    public int channel(long address, int[] scratch) {
        decode(address, scratch);
        return scratch[AddressField.CHANNEL.ordinal()];
    }

    /** The address of a place, offset 0: the inverse of {@link #decode}. */
    public long encode(int[] fields) {
        int[] cut = fields.clone();
        for (int i = 0; i < xorTarget.length; i++) {
            cut[xorTarget[i]] ^= (fields[xorSource[i]] >> xorShift[i]) & xorMask[i];
        }
        long address = 0;
        for (int i = 0; i < sliceField.length; i++) {
            address |= (long) ((cut[sliceField[i]] >> sliceLow[i]) & sliceMask[i]) << sliceShift[i];
        }
        return address;
    }

    /** Refuses an address outside the memory. */
    public void check(long address, String place) {
        if (address < 0 || address >= capacityBytes()) {
            throw new InputException(place + ": address 0x" + Long.toHexString(address) + " lies beyond the device ("
                    + (capacityBytes() >>> 20) + " MiB, last address 0x" + Long.toHexString(capacityBytes() - 1)
                    + "); use lower addresses or a smaller foot=");
        }
    }

    /** Bits of the offset inside a granule, below every field. */
    public int offsetBits() {
        return offsetBits;
    }
}
