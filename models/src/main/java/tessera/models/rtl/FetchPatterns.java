package tessera.models.rtl;

import tessera.models.machine.SpAttenRtlParams;

/** The fetch patterns of a workload's rows. */
public final class FetchPatterns {
    private static final FetchPattern NONE = new FetchPattern(0, 0, 0);

    private final FetchTable table;
    private final RtlWorkload rows;

    /** @param table of the machine */
    public FetchPatterns(FetchTable table, RtlWorkload rows) {
        this.table = table;
        this.rows = rows;
    }

    /** The keys of a row's first pass; nothing for the second row of a pair. */
    public FetchPattern keys(int row) {
        return rows.keyPart(row) == 0 ? table.keys(rows.keyCount(row), rows.keyBits(row)) : NONE;
    }

    /** The low bits of a row's keys; nothing where they are not fetched. */
    public FetchPattern refetch(int row) {
        return rows.isRefetched(row) ? table.keys(rows.keyCount(row), SpAttenRtlParams.REFETCH_BITS) : NONE;
    }

    /** A row's values; nothing for the second row of a pair. */
    public FetchPattern values(int row) {
        return rows.valuePart(row) == 0
                ? table.values(rows.valueCount(row), rows.valueBits(row), rows.keyCount(row))
                : NONE;
    }
}
