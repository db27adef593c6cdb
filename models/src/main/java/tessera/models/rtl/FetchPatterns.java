package tessera.models.rtl;

import java.util.HashMap;
import java.util.Map;
import tessera.models.machine.SpAttenRtlParams;

/** The fetch patterns of a workload's rows; each distinct one is computed once. */
public final class FetchPatterns {
    private static final FetchPattern NONE = new FetchPattern(0, 0, 0);

    private record Key(boolean isValue, int count, int bits, int keyCount) {}

    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final IndexRom rom;
    private final Map<Key, FetchPattern> known = new HashMap<>();

    public FetchPatterns(SpAttenRtlParams params, RtlWorkload rows) {
        this.params = params;
        this.rows = rows;
        this.rom = new IndexRom(params);
    }

    /** The keys of a row's first pass; nothing for the second row of a pair. */
    public FetchPattern keys(int row) {
        return rows.keyPart(row) == 0 ? pattern(false, rows.keyCount(row), rows.keyBits(row), row) : NONE;
    }

    /** The low bits of a row's keys; nothing where they are not fetched. */
    public FetchPattern refetch(int row) {
        return rows.isRefetched(row) ? pattern(false, rows.keyCount(row), SpAttenRtlParams.REFETCH_BITS, row) : NONE;
    }

    /** A row's values; nothing for the second row of a pair. */
    public FetchPattern values(int row) {
        return rows.valuePart(row) == 0 ? pattern(true, rows.valueCount(row), rows.valueBits(row), row) : NONE;
    }

    private FetchPattern pattern(boolean isValue, int count, int bits, int row) {
        return known.computeIfAbsent(
                new Key(isValue, count, bits, isValue ? rows.keyCount(row) : 0),
                key -> isValue
                        ? FetchPattern.ofValues(params, rom, count, bits, key.keyCount())
                        : FetchPattern.ofKeys(params, rom, count, bits));
    }
}
