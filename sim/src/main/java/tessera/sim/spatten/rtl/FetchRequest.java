package tessera.sim.spatten.rtl;

/** A register that holds one line of addresses, an address per fetch port, on its way into the fetcher. */
final class FetchRequest {
    final int[] addresses;
    boolean isFull;
    /** Addresses that count, from the first on. */
    int count;

    int row;
    /** Bits of an element of the vectors. */
    int bits;
    /** 32-byte reads of a vector; of a split line: 1. */
    int reads;
    /** The last line of its row. */
    boolean isLast;
    /** Of values, not of keys. */
    boolean isValue;

    FetchRequest(int ports) {
        this.addresses = new int[ports];
    }
}
