package tessera.models.block;

import java.util.List;

/**
 * The Q × K array: every cycle the dot products of one query with a few keys, by a row of multipliers and a tree of adders
 * a key.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section IV-C: multipliers, reduction tree, up to 8 keys a cycle. Full
 * products are kept here; the released RTL keeps their top 12 bits.
 *
 * @param headDim elements of a vector
 * @param keys keys of a beat
 * @param queryBits width of a query's element, two's complement
 * @param keyBits width of a key's element, two's complement
 * @param levelsPerStage levels of adders between two registers
 */
public record DotProductParams(int headDim, int keys, int queryBits, int keyBits, int levelsPerStage) {
    /** The block's name on the command line. */
    public static final String BLOCK = "dot-product";

    public static final BlockParameter HEAD_DIM =
            BlockParameter.number("head_dim", "elements of a vector", 64, 2, 512, "SpAtten holds vectors of up to 512");
    public static final BlockParameter KEYS =
            BlockParameter.number("keys", "keys of a beat", 1, 1, 16, "its adder trees emit up to 8 scores a cycle");
    public static final BlockParameter QUERY_BITS =
            BlockParameter.number("query_bits", "width of a query's element", 12, 2, 16, "two's complement");
    public static final BlockParameter KEY_BITS =
            BlockParameter.number("key_bits", "width of a key's element", 12, 2, 16, "two's complement");
    public static final BlockParameter LEVELS_PER_STAGE = BlockParameter.number(
            "levels_per_stage", "levels of adders between registers", 2, 1, 9, "512 elements, the most, have 9 levels");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS =
            List.of(HEAD_DIM, KEYS, QUERY_BITS, KEY_BITS, LEVELS_PER_STAGE);

    public DotProductParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, headDim, keys, queryBits, keyBits, levelsPerStage);
    }

    /** ceil(log2(headDim)): levels of the adder tree. */
    public int levels() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(headDim - 1);
    }

    /** Width of a score, two's complement: queryBits + keyBits + levels; nothing overflows. */
    public int scoreBits() {
        return queryBits + keyBits + levels();
    }

    /** Cycles from an accepted beat of keys to its scores: 1 + ceil(ceil(log2(headDim)) / levelsPerStage). */
    public int latencyCycles() {
        return 1 + (levels() + levelsPerStage - 1) / levelsPerStage;
    }
}
