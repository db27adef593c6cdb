package tessera.models.block;

import java.util.List;

/**
 * The prob × V array: every cycle a few value vectors, each weighted with its probability, are added to one sum per
 * element of the head; the sums come out after the last of a row.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section IV-F, and its released RTL (broadcast, multiply, tree over
 * the vectors of a beat, accumulate). Full products and sums are kept here.
 *
 * @param headDim elements of a vector
 * @param vectors value vectors of a beat, a power of two
 * @param probabilityBits width of a probability, unsigned
 * @param valueBits width of a value's element, two's complement
 * @param capacity most value vectors of a row
 */
public record ProbValueParams(int headDim, int vectors, int probabilityBits, int valueBits, int capacity) {
    /** The block's name on the command line. */
    public static final String BLOCK = "prob-value";

    public static final BlockParameter HEAD_DIM =
            BlockParameter.number("head_dim", "elements of a vector", 64, 1, 512, "SpAtten holds vectors of up to 512");
    public static final BlockParameter VECTORS =
            BlockParameter.power("vectors", "value vectors of a beat", 1, 1, 16, "each level of adders halves them");
    public static final BlockParameter PROBABILITY_BITS =
            BlockParameter.number("probability_bits", "width of a probability", 12, 1, 16, "unsigned");
    public static final BlockParameter VALUE_BITS =
            BlockParameter.number("value_bits", "width of a value's element", 12, 2, 16, "two's complement");
    public static final BlockParameter CAPACITY =
            BlockParameter.number("capacity", "most value vectors of a row", 1024, 1, 65536, "sizes the sums");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS =
            List.of(HEAD_DIM, VECTORS, PROBABILITY_BITS, VALUE_BITS, CAPACITY);

    public ProbValueParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, headDim, vectors, probabilityBits, valueBits, capacity);
        BlockParameter.require(
                BLOCK,
                capacity >= vectors,
                "capacity = " + capacity + ", must be at least vectors = " + vectors + " (one beat)");
    }

    /** log2(vectors): levels of adders in front of the sums. */
    public int levels() {
        return Integer.numberOfTrailingZeros(vectors);
    }

    /** Width of a product, two's complement. */
    public int productBits() {
        return probabilityBits + valueBits;
    }

    /** Width of a sum, two's complement: that of a product and ceil(log2(capacity)); nothing overflows. */
    public int sumBits() {
        return productBits() + Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, capacity - 1));
    }

    /** Cycles from the last beat of a row to its sums: multiply, one a level of adders, accumulate. */
    public int latencyCycles() {
        return 2 + levels();
    }
}
