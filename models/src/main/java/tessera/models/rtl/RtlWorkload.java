package tessera.models.rtl;

import java.util.List;
import tessera.models.machine.SpAttenRtlParams;

/**
 * Rows in the order in which the released test driver sends them. Immutable.
 *
 * <p>Rows of 6 bits come in pairs: the vectors of both are stored together ("fused") and fetched once, for the first row
 * (part 0), from its addresses. Keys pair with keys and values with values; a pair is two neighbours.
 */
public final class RtlWorkload {
    private static final long KEY_BASE = 0xAB10000L;
    private static final long REFETCH_BASE = 0xAB20000L;
    private static final long VALUE_BASE = 0xCD10000L;
    private static final long ROW_STRIDE = 0x10000L;

    private final RtlRow[] rows;
    // What is asked in every cycle, by row.
    private final int[] keyCount;
    private final int[] valueCount;
    private final int[] keyPart;
    private final int[] valuePart;

    /** At least one row; no 6-bit row without its partner. */
    public RtlWorkload(List<RtlRow> rows) {
        this.rows = rows.toArray(new RtlRow[0]);
        this.keyCount = rows.stream().mapToInt(RtlRow::keyCount).toArray();
        this.valueCount = rows.stream().mapToInt(RtlRow::valueCount).toArray();
        this.keyPart = new int[this.rows.length];
        this.valuePart = new int[this.rows.length];
        for (int row = 0; row < this.rows.length; row++) {
            keyPart[row] = row > 0 && keyPart[row - 1] < keyFused(row - 1) - 1 ? 1 : 0;
            valuePart[row] = row > 0 && valuePart[row - 1] < valueFused(row - 1) - 1 ? 1 : 0;
            if (keyPart[row] == 1 && !isPair(row, keyFused(row), keyCount(row), keyCount(row - 1))
                    || valuePart[row] == 1 && !isPair(row, valueFused(row), valueCount(row), valueCount(row - 1))) {
                throw new IllegalArgumentException("row " + row + " does not pair with the 6-bit row before it");
            }
        }
        int last = this.rows.length - 1;
        if (last < 0 || !isLastKeyPart(last) || !isLastValuePart(last)) {
            throw new IllegalArgumentException("no rows, or a 6-bit row at the end without its partner");
        }
    }

    private static boolean isPair(int row, int fused, int count, int countBefore) {
        return row > 0 && fused == 2 && count == countBefore;
    }

    public int rowCount() {
        return rows.length;
    }

    /** Keys of a row, a multiple of 8. */
    public int keyCount(int row) {
        return keyCount[row];
    }

    /** Values of a row, a multiple of 8. */
    public int valueCount(int row) {
        return valueCount[row];
    }

    /** 4, 6 or 8. */
    public int keyBits(int row) {
        return rows[row].keyBits();
    }

    /** 4, 6 or 8. */
    public int valueBits(int row) {
        return rows[row].valueBits();
    }

    /** Rows whose keys share their vectors. */
    public int keyFused(int row) {
        return RtlRow.fused(rows[row].keyBits());
    }

    /** Rows whose values share their vectors. */
    public int valueFused(int row) {
        return RtlRow.fused(rows[row].valueBits());
    }

    /** 1 for the second row of a pair of keys, else 0. */
    public int keyPart(int row) {
        return keyPart[row];
    }

    /** 1 for the second row of a pair of values, else 0. */
    public int valuePart(int row) {
        return valuePart[row];
    }

    /** False for the first row of a pair of keys. */
    public boolean isLastKeyPart(int row) {
        return keyPart[row] == keyFused(row) - 1;
    }

    /** False for the first row of a pair of values. */
    public boolean isLastValuePart(int row) {
        return valuePart[row] == valueFused(row) - 1;
    }

    /** Whether the row comes a second time, with 4 more bits of its keys. */
    public boolean isRefetched(int row) {
        return rows[row].isRefetched();
    }

    /** Cycles that the top-k stand-in holds the row back. */
    public int topKCycles(int row) {
        return rows[row].topKCycles();
    }

    /** Whether top-k discards anything: a row that keeps all values goes around it. */
    public boolean selects(int row) {
        return valueCount[row] < keyCount[row];
    }

    /** Byte address of a row's key vector 0, on the 32-bit address bus. */
    public int keyBase(int row) {
        return (int) (KEY_BASE + ROW_STRIDE * row);
    }

    /** Byte address of vector 0 of a row's low key bits. */
    public int refetchBase(int row) {
        return (int) (REFETCH_BASE + ROW_STRIDE * row);
    }

    /** Byte address of a row's value vector 0. */
    public int valueBase(int row) {
        return (int) (VALUE_BASE + ROW_STRIDE * row);
    }

    /** Bytes of {@code fused} vectors of {@code bits} bits an element, which lie together. */
    public static int vectorBytes(int bits, int fused) {
        return SpAttenRtlParams.HEAD_DIM * bits * fused / Byte.SIZE;
    }

    /** 32-byte reads of a row's keys in the first pass; 0 for the second row of a pair. */
    public long keyReads(int row) {
        return keyPart[row] == 0 ? reads(keyCount(row), keyBits(row), keyFused(row)) : 0;
    }

    /** 32-byte reads of a row's low key bits, 0 where they are not fetched. */
    public long refetchReads(int row) {
        return isRefetched(row) ? reads(keyCount(row), SpAttenRtlParams.REFETCH_BITS, 1) : 0;
    }

    /** 32-byte reads of a row's values; 0 for the second row of a pair. */
    public long valueReads(int row) {
        return valuePart[row] == 0 ? reads(valueCount(row), valueBits(row), valueFused(row)) : 0;
    }

    private static long reads(int count, int bits, int fused) {
        return (long) count * (vectorBytes(bits, fused) / SpAttenRtlParams.READ_BYTES);
    }

    /** All reads of a row. */
    public long reads(int row) {
        return keyReads(row) + refetchReads(row) + valueReads(row);
    }

    /** All reads of all rows. */
    public long reads() {
        return java.util.stream.IntStream.range(0, rowCount())
                .mapToLong(this::reads)
                .sum();
    }
}
