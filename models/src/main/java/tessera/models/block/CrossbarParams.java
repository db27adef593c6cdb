package tessera.models.block;

import java.util.List;

/**
 * A crossbar of streams: each input names the output that its beat goes to; each output serves the inputs that want it by
 * turns. Requests go through one from fetch ports to memory channels, answers through another from channels to ports.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section IV-D (32 to 16 addresses, 16 to 32 data). The released RTL
 * prefers the lowest port for good, under which a high one can wait for ever; here they take turns.
 *
 * @param inputs input streams
 * @param outputs output streams
 * @param wordBits width of what travels
 */
public record CrossbarParams(int inputs, int outputs, int wordBits) {
    /** The block's name on the command line. */
    public static final String BLOCK = "crossbar";

    public static final BlockParameter INPUTS =
            BlockParameter.number("inputs", "input streams", 4, 2, 64, "one input needs no crossbar");
    public static final BlockParameter OUTPUTS =
            BlockParameter.number("outputs", "output streams", 4, 2, 64, "one output needs no crossbar");
    public static final BlockParameter WORD_BITS =
            BlockParameter.number("word_bits", "width of what travels", 32, 1, 512, "an address or a burst of data");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(INPUTS, OUTPUTS, WORD_BITS);

    public CrossbarParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, inputs, outputs, wordBits);
    }

    /** Width of an input's number. */
    public int sourceBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(inputs - 1);
    }

    /** Width of an output's number. */
    public int targetBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(outputs - 1);
    }

    /** Cycles from an accepted beat to its output. */
    public int latencyCycles() {
        return 1;
    }
}
