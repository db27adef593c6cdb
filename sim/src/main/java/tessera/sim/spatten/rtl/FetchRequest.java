package tessera.sim.spatten.rtl;

/** One line of vector addresses on its way to the fetcher. */
final class FetchRequest {
    final int[] addresses;
    boolean isFull;
    int count;
    int readsPerVector;
    int bits;
    boolean isLast;
    boolean isValue;

    FetchRequest(int ports) {
        this.addresses = new int[ports];
    }
}
