package tessera.models.block;

import java.util.ArrayList;
import java.util.List;

/**
 * The converter between the widths in memory and the width of the multipliers: it unpacks densely packed upper slices of
 * any even width from 4 bits to the full one, left-aligns each, and puts the lower slice, where one was fetched, below.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section IV-E (bit-width converter behind the fetcher) and its
 * released RTL (upper slices left-aligned in 12 bits); all widths in one converter is ours.
 *
 * @param lanes elements of a beat
 * @param elementBits width of a converted element, even
 * @param lsbBits width of a lower slice
 */
public record BitWidthConverterParams(int lanes, int elementBits, int lsbBits) {
    /** The block's name on the command line. */
    public static final String BLOCK = "bit-width-converter";

    /** Narrowest upper slice. */
    public static final int LEAST_MSB_BITS = 4;

    public static final BlockParameter LANES =
            BlockParameter.number("lanes", "elements of a beat", 16, 1, 512, "a vector has at most 512 elements");
    public static final BlockParameter ELEMENT_BITS = BlockParameter.number(
            "element_bits",
            "width of a converted element, even",
            12,
            6,
            16,
            "from 4 bits there is nothing to convert, and the multipliers take up to 16");
    public static final BlockParameter LSB_BITS = BlockParameter.number(
            "lsb_bits", "width of a lower slice", 4, 1, 12, "a lower slice is narrower than an element");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(LANES, ELEMENT_BITS, LSB_BITS);

    public BitWidthConverterParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, lanes, elementBits, lsbBits);
        BlockParameter.require(
                BLOCK,
                elementBits % 2 == 0,
                "element_bits = " + elementBits + ", must be even (slices are 4, 6, 8, … bits wide)");
        BlockParameter.require(
                BLOCK,
                lsbBits <= elementBits - LEAST_MSB_BITS,
                "lsb_bits = " + lsbBits + ", must be at most " + (elementBits - LEAST_MSB_BITS)
                        + " (element_bits less the narrowest upper slice, " + LEAST_MSB_BITS + " bits)");
    }

    /** Widths of the upper slice that it converts; the port {@code in_width} is an index into them. */
    public List<Integer> msbWidths() {
        List<Integer> widths = new ArrayList<>();
        for (int width = LEAST_MSB_BITS; width <= elementBits; width += 2) {
            widths.add(width);
        }
        return widths;
    }

    /** Width of the port {@code in_width}. */
    public int widthBits() {
        return Math.max(
                1, Integer.SIZE - Integer.numberOfLeadingZeros(msbWidths().size() - 1));
    }

    /** Cycles from an accepted beat to the converted one, when nothing stalls. */
    public int latencyCycles() {
        return 1;
    }
}
