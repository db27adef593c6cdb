package tessera.models.spatten;

import tessera.models.machine.SpAttenParams;

/** Makes the rows of one run in their order, and counts what each takes from a memory that serves one burst at a time. */
final class RowMaker {
    private final SpAttenParams machine;
    private final int headDim;
    private final SerialMemory memory;

    /** At the start of a run. */
    RowMaker(SpAttenParams machine, int headDim) {
        this.machine = machine;
        this.headDim = headDim;
        this.memory = SerialMemory.of(machine.memory());
    }

    /**
     * The next row.
     *
     * @param loadIndex of its load
     * @param isFirst whether it is the load's first row, which brings the keys (and resident values) in
     * @param keyCount keys it attends to
     * @param values token indices of the values it uses, ascending; of a resident load nobody reads them
     * @param valueCount values it uses: the first ones of {@code values}
     * @param isRefetched whether the low key bits are fetched
     * @param selectionCycles of the top-k engine to find the threshold
     */
    Row row(
            int loadIndex,
            Load load,
            boolean isFirst,
            int keyCount,
            int[] values,
            int valueCount,
            boolean isRefetched,
            long selectionCycles) {
        Fetch keys = isFirst ? fetch(load.indices(), load.keyCount(), load.keyBits(), load.keyBase()) : Fetch.NONE;
        Fetch resident = isFirst && load.isResident()
                ? fetch(load.indices(), load.keyCount(), load.valueBits(), load.valueBase())
                : Fetch.NONE;
        memory.pass(SerialRow.passCycles(machine, headDim, keyCount));
        Fetch lowBits = Fetch.NONE;
        if (isRefetched) {
            lowBits = fetch(load.indices(), load.keyCount(), load.lsbBits(), load.lsbBase());
            memory.pass(SerialRow.passCycles(machine, headDim, keyCount));
        }
        memory.pass(SerialRow.untilSelected(machine, keyCount, valueCount, selectionCycles));
        Fetch selected = load.isResident() ? resident : fetch(values, valueCount, load.valueBits(), load.valueBase());
        memory.pass(SerialRow.afterValues(machine, headDim, valueCount));
        return new Row(loadIndex, keyCount, valueCount, isRefetched, selectionCycles, keys, lowBits, selected);
    }

    private Fetch fetch(int[] indices, int count, int bits, long base) {
        return memory.fetch(indices, count, (long) headDim * bits, base);
    }
}
