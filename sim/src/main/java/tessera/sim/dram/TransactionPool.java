package tessera.sim.dram;

import java.util.Arrays;

/** Storage of the transactions inside a {@link BankQueueChannel}, by index; reads of one burst hang together in a chain. */
final class TransactionPool {
    private static final int NONE = DramChannel.NONE;

    long[] address;
    long[] id;
    long[] accepted;
    int[] bank;
    int[] row;
    int[] column;
    boolean[] isWrite;
    boolean[] isStarted;
    /** Next read of the same burst that came later, or NONE. */
    int[] merged;

    private int[] free;
    private int used;

    TransactionPool(int capacity) {
        allocate(capacity);
        free = new int[capacity];
        Arrays.setAll(free, i -> i);
    }

    private void allocate(int capacity) {
        address = new long[capacity];
        id = new long[capacity];
        accepted = new long[capacity];
        bank = new int[capacity];
        row = new int[capacity];
        column = new int[capacity];
        isWrite = new boolean[capacity];
        isStarted = new boolean[capacity];
        merged = new int[capacity];
    }

    int add(long clock, Request request) {
        if (used == free.length) {
            grow();
        }
        int entry = free[used++];
        address[entry] = request.address;
        id[entry] = request.id;
        accepted[entry] = clock;
        bank[entry] = request.bank;
        row[entry] = request.row;
        column[entry] = request.column;
        isWrite[entry] = request.isWrite;
        isStarted[entry] = false;
        merged[entry] = NONE;
        return entry;
    }

    void release(int entry) {
        free[--used] = entry;
    }

    /** Merged reads are not bounded by any queue, so the pool may have to grow. */
    private void grow() {
        int capacity = 2 * free.length;
        address = Arrays.copyOf(address, capacity);
        id = Arrays.copyOf(id, capacity);
        accepted = Arrays.copyOf(accepted, capacity);
        bank = Arrays.copyOf(bank, capacity);
        row = Arrays.copyOf(row, capacity);
        column = Arrays.copyOf(column, capacity);
        isWrite = Arrays.copyOf(isWrite, capacity);
        isStarted = Arrays.copyOf(isStarted, capacity);
        merged = Arrays.copyOf(merged, capacity);
        int[] more = Arrays.copyOf(free, capacity);
        for (int i = used; i < capacity; i++) {
            more[i] = i;
        }
        free = more;
    }
}
