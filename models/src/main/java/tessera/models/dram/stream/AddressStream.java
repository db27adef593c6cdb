package tessera.models.dram.stream;

import java.util.Arrays;

/** Transactions in order: byte addresses, each a read or a write. Immutable. */
public final class AddressStream {
    /** Most transactions of one stream: what fits a Java array. */
    public static final int MOST = 1 << 30;

    private final String text;
    private final long[] packed;

    /**
     * @param text how the stream was asked for
     * @param packed {@code address << 1 | isWrite} per transaction; taken over, not copied
     */
    AddressStream(String text, long[] packed) {
        this.text = text;
        this.packed = packed;
    }

    /** A stream of these transactions. */
    public static AddressStream of(String text, long[] addresses, boolean[] isWrite) {
        long[] packed = new long[addresses.length];
        Arrays.setAll(packed, i -> addresses[i] << 1 | (isWrite[i] ? 1 : 0));
        return new AddressStream(text, packed);
    }

    /** How the stream was asked for. */
    public String text() {
        return text;
    }

    /** Number of transactions, ≥ 1. */
    public int length() {
        return packed.length;
    }

    /** Byte address of a transaction. */
    public long address(int index) {
        return packed[index] >>> 1;
    }

    /** Whether a transaction writes. */
    public boolean isWrite(int index) {
        return (packed[index] & 1) != 0;
    }

    /** FNV-1a-64 over the little-endian bytes of {@code address << 1 | isWrite}, for comparison with other generators. */
    public long checksum() {
        long hash = 0xcbf29ce484222325L;
        for (long word : packed) {
            for (int k = 0; k < 8; k++) {
                hash = (hash ^ (word >>> (8 * k) & 255)) * 0x100000001b3L;
            }
        }
        return hash;
    }
}
