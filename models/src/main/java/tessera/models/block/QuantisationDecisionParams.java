package tessera.models.block;

import java.util.List;

/**
 * The decision of progressive quantisation: a row whose largest score is below the threshold is dropped and its lower
 * slices are asked for; any other row passes. Scores wait in a buffer until the decision is known, which is at the first
 * score that reaches the threshold or at the end of the row.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section III-D, and its released RTL, which keeps a whole row in a
 * FIFO, starts its maximum at 0 and stops for good when the row is longer than the FIFO. Here the maximum starts with the
 * first score, and a row that fills the buffer without reaching the threshold is dropped and asked for as well.
 *
 * @param lanes scores of a beat
 * @param scoreBits width of a score, two's complement
 * @param bufferBeats beats that the buffer holds, a power of two
 */
public record QuantisationDecisionParams(int lanes, int scoreBits, int bufferBeats) {
    /** The block's name on the command line. */
    public static final String BLOCK = "quantisation-decision";

    public static final BlockParameter LANES =
            BlockParameter.number("lanes", "scores of a beat", 8, 1, 64, "SpAtten decides on 8 scores a cycle");
    public static final BlockParameter SCORE_BITS = BlockParameter.number(
            "score_bits", "width of a score, two's complement", 13, 2, 48, "a sign and a magnitude");
    public static final BlockParameter BUFFER_BEATS = BlockParameter.power(
            "buffer_beats", "beats that the buffer holds", 32, 2, 1024, "its pointers wrap around");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(LANES, SCORE_BITS, BUFFER_BEATS);

    public QuantisationDecisionParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, lanes, scoreBits, bufferBeats);
    }

    /** Width of a count of buffered beats. */
    public int countBits() {
        return Integer.numberOfTrailingZeros(bufferBeats) + 1;
    }

    /** Cycles from the accepted last beat of a row to its decision. */
    public int latencyCycles() {
        return 1;
    }
}
