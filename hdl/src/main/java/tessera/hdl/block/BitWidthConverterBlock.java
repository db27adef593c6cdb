package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BitWidthConverterParams;
import tessera.models.block.BlockParameter;
import tessera.models.golden.BitWidthConversion;
import tessera.sim.block.BitWidthConverterModel;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;

/** The bit-width converter: slices of several widths into elements of one. */
public final class BitWidthConverterBlock {
    public static final Block DESCRIPTION = new Block(
            BitWidthConverterParams.BLOCK,
            "unpacks upper slices of 4, 6, 8, … bits, left-aligns them and merges the lower slices; one beat a cycle",
            BitWidthConverterParams.PARAMETERS,
            "1, one beat a cycle",
            "SpAtten (HPCA 2021), bit-width converter",
            Block.CHECKED,
            BitWidthConverterBlock::instance);

    private static final int MOST_BEATS = 4;

    private BitWidthConverterBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(BitWidthConverterParams params) {
        return new BlockInstance(
                BitWidthConverterParams.BLOCK,
                BlockParameter.values(
                        BitWidthConverterParams.PARAMETERS, params.lanes(), params.elementBits(), params.lsbBits()),
                Design.of(BitWidthConverterVerilog.module(params)),
                () -> new BitWidthConverterModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(
                new BitWidthConverterParams(values.get("lanes"), values.get("element_bits"), values.get("lsb_bits")));
    }

    /** Every width by turns, with and without lower slices; the first cases are all ones. */
    private static BenchCase caseAt(BitWidthConverterParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        BlockPorts ports = BitWidthConverterModel.ports(params);
        List<Integer> widths = params.msbWidths();
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        int beats = 1 + random.nextInt(MOST_BEATS);
        for (int i = 0; i < beats; i++) {
            int last = i + 1 == beats ? 1 : 0;
            int widthIndex = index < 4 ? Math.min(index, widths.size() - 1) : random.nextInt(widths.size());
            int width = widths.get(widthIndex);
            boolean isMerged = random.nextBoolean();
            long[] msb = new long[params.lanes()];
            long[] lsb = new long[params.lanes()];
            long[] elements = new long[params.lanes()];
            for (int lane = 0; lane < msb.length; lane++) {
                msb[lane] = (index < 4 ? -1 : random.nextLong()) & PortBits.mask(width);
                lsb[lane] = random.nextLong() & PortBits.mask(params.lsbBits());
                elements[lane] = BitWidthConversion.element(
                        msb[lane], width, isMerged ? lsb[lane] : 0, params.lsbBits(), params.elementBits());
            }
            inputs.add(new Beat(ports.inputs().get(0))
                    .with("in_last", last)
                    .with("in_width", widthIndex)
                    .with("in_merge", isMerged ? 1 : 0)
                    .withLanes("in_msb", width, msb)
                    .withLanes("in_lsb", params.lsbBits(), lsb));
            expected.add(new Beat(ports.outputs().get(0))
                    .with("out_last", last)
                    .withLanes("out_data", params.elementBits(), elements));
        }
        return new BenchCase(beats + " beats", List.of(inputs), List.of(expected), Stalls.byTurns(index / 4));
    }
}
