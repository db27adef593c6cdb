package tessera.sim.spatten.rtl;

/** The rows as the driver puts them on the bus, and what the stages note about each. */
final class RowTable {
    final int count;
    final int[] keyCount;
    final int[] valueCount;
    final int[] keyBits;
    final int[] keyFused;
    final int[] valueBits;
    final int[] valueFused;
    final boolean[] needsRefetch;
    final boolean[] isLastInBatch;
    final int[] topKLatency;
    final long[] acceptCycle;
    final long[] completeCycle;

    // noted by the key allocator
    final int[] keyPart;
    final int[] keyStart;
    final int[] keyHandle;
    final int[] keyBatch;
    // noted behind the reorder buffer
    final int[] valuePart;
    final boolean[] isLastValueInBatch;
    final int[] valueStart;
    final int[] valueHandle;
    final int[] valueBatch;

    RowTable(int count) {
        this.count = count;
        keyCount = new int[count];
        valueCount = new int[count];
        keyBits = new int[count];
        keyFused = new int[count];
        valueBits = new int[count];
        valueFused = new int[count];
        needsRefetch = new boolean[count];
        isLastInBatch = new boolean[count];
        topKLatency = new int[count];
        acceptCycle = new long[count];
        completeCycle = new long[count];
        keyPart = new int[count];
        keyStart = new int[count];
        keyHandle = new int[count];
        keyBatch = new int[count];
        valuePart = new int[count];
        isLastValueInBatch = new boolean[count];
        valueStart = new int[count];
        valueHandle = new int[count];
        valueBatch = new int[count];
    }

    int keyLines(int row, int keysPerLine) {
        return pairs(keyCount[row], keysPerLine);
    }

    int valueLines(int row, int keysPerLine) {
        return pairs(valueCount[row], keysPerLine);
    }

    private static int pairs(int count, int keysPerLine) {
        int lines = (count + keysPerLine - 1) / keysPerLine;
        return (lines + 1) / 2 * 2;
    }

    long keyBase(int row) {
        return 0xAB10000L + 0x10000L * row & 0xFFFFFFFFL;
    }

    long refetchBase(int row) {
        return 0xAB20000L + 0x10000L * row & 0xFFFFFFFFL;
    }

    long valueBase(int row) {
        return 0xCD10000L + 0x10000L * row & 0xFFFFFFFFL;
    }
}
