package tessera.models.block;

import java.util.List;

/**
 * The address generator of gathers: from the indices of the vectors that are wanted to the addresses of their memory
 * bursts, a few vectors side by side.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section IV-D and its released RTL: address = base + index x vector
 * bytes, each vector cut into 32-byte reads.
 *
 * @param lanes vectors side by side
 * @param indexBits width of an index
 * @param addressBits width of an address
 * @param burstBytes bytes of a burst, a power of two
 * @param bursts bursts of a vector
 */
public record GatherAddressesParams(int lanes, int indexBits, int addressBits, int burstBytes, int bursts) {
    /** The block's name on the command line. */
    public static final String BLOCK = "gather-addresses";

    public static final BlockParameter LANES =
            BlockParameter.number("lanes", "vectors side by side", 4, 1, 64, "SpAtten has 32 fetch ports");
    public static final BlockParameter INDEX_BITS =
            BlockParameter.number("index_bits", "width of an index", 11, 1, 24, "up to 16 million vectors");
    public static final BlockParameter ADDRESS_BITS =
            BlockParameter.number("address_bits", "width of a byte address", 32, 8, 48, "a memory of bytes");
    public static final BlockParameter BURST_BYTES =
            BlockParameter.power("burst_bytes", "bytes of a burst", 32, 1, 4096, "bursts are aligned");
    public static final BlockParameter BURSTS =
            BlockParameter.number("bursts", "bursts of a vector", 2, 1, 64, "a vector is fetched whole");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(LANES, INDEX_BITS, ADDRESS_BITS, BURST_BYTES, BURSTS);

    public GatherAddressesParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, lanes, indexBits, addressBits, burstBytes, bursts);
        int offsetBits = indexBits + Integer.SIZE - Integer.numberOfLeadingZeros(burstBytes * bursts);
        BlockParameter.require(
                BLOCK,
                offsetBits <= addressBits,
                "address_bits = " + addressBits + ", must be at least " + offsetBits
                        + " to reach every vector; widen it, or narrow index_bits");
    }

    /** Bytes of a vector. */
    public int vectorBytes() {
        return burstBytes * bursts;
    }

    /** Cycles from an accepted beat of indices to its first addresses. */
    public int latencyCycles() {
        return 1;
    }
}
