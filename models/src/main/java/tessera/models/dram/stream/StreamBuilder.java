package tessera.models.dram.stream;

/** Collects a fixed number of transactions; what comes after the last is dropped. */
final class StreamBuilder {
    private final long[] packed;
    private final int size;
    private int count;

    StreamBuilder(int capacity, int size) {
        packed = new long[capacity];
        this.size = size;
    }

    boolean isFull() {
        return count == packed.length;
    }

    void add(long address, boolean isWrite) {
        if (count < packed.length) {
            packed[count++] = address << 1 | (isWrite ? 1 : 0);
        }
    }

    /** Every transaction touched by {@code [start, start + length)}, aligned; an immediate repeat is dropped. */
    void addTouched(long start, long length) {
        long last = (start + length - 1) / size * size;
        for (long address = start / size * size; address <= last; address += size) {
            if (count == 0 || packed[count - 1] != address << 1) {
                add(address, false);
            }
        }
    }

    AddressStream build(String text) {
        return new AddressStream(text, packed);
    }
}
