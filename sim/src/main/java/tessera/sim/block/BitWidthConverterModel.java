package tessera.sim.block;

import java.util.List;
import tessera.models.block.BitWidthConverterParams;

/** The bit-width converter cycle by cycle: one register. */
public final class BitWidthConverterModel extends PipelineModel {
    private final BitWidthConverterParams params;
    private final int[] widths;
    private final int inLast = driven("in_last");
    private final int inWidth = driven("in_width");
    private final int inMerge = driven("in_merge");
    private final int inMsb = driven("in_msb");
    private final int inLsb = driven("in_lsb");
    private final int outLast = out("out_last");
    private final int outData = out("out_data");

    public BitWidthConverterModel(BitWidthConverterParams params) {
        super(ports(params), params.latencyCycles());
        this.params = params;
        this.widths = params.msbWidths().stream().mapToInt(width -> width).toArray();
    }

    /**
     * Ports: {@code in} (last, width, merge, msb, lsb) and {@code out} (last, data). {@code in_width} i says that the upper
     * slices are 4 + 2 i bits wide and lie densely in {@code in_msb}; {@code in_merge} says that {@code in_lsb} counts.
     */
    public static BlockPorts ports(BitWidthConverterParams params) {
        int dataBits = params.lanes() * params.elementBits();
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_last", 1),
                                new Port("in_width", params.widthBits()),
                                new Port("in_merge", 1),
                                new Port("in_msb", dataBits),
                                new Port("in_lsb", params.lanes() * params.lsbBits())))),
                List.of(new StreamPorts("out", List.of(new Port("out_last", 1), new Port("out_data", dataBits)))));
    }

    @Override
    protected boolean take(int[] driven, int[] value, int[] care) {
        value[outLast] = driven[inLast];
        int width = widths[Math.min(driven[inWidth], widths.length - 1)];
        int room = params.elementBits() - width;
        for (int lane = 0; lane < params.lanes(); lane++) {
            long msb = PortBits.get(driven, inMsb, lane * width, width);
            long lsb =
                    driven[inMerge] == 0 ? 0 : PortBits.get(driven, inLsb, lane * params.lsbBits(), params.lsbBits());
            int shift = room - params.lsbBits();
            long element = msb << room | (shift >= 0 ? lsb << shift : lsb >>> -shift);
            PortBits.put(value, outData, lane * params.elementBits(), params.elementBits(), element);
        }
        return true;
    }
}
