package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.HeadImportanceParams;
import tessera.models.golden.Importance;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.HeadImportanceModel;
import tessera.sim.block.PortBits;

/** The head importance accumulator. */
public final class HeadImportanceBlock {
    public static final Block DESCRIPTION = new Block(
            HeadImportanceParams.BLOCK,
            "adds the absolute values of a row's outputs to the total of its head; one beat a cycle",
            HeadImportanceParams.PARAMETERS,
            "4, from the last beat of a row",
            "SpAtten (HPCA 2021), section III-B",
            Block.CHECKED,
            HeadImportanceBlock::instance);

    private static final int MOST_ROWS = 5;
    private static final int MOST_BEATS = 4;

    private HeadImportanceBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(HeadImportanceParams params) {
        return new BlockInstance(
                HeadImportanceParams.BLOCK,
                BlockParameter.values(
                        HeadImportanceParams.PARAMETERS,
                        params.heads(),
                        params.lanes(),
                        params.elementBits(),
                        params.totalBits()),
                Design.of(HeadImportanceVerilog.module(params)),
                () -> new HeadImportanceModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new HeadImportanceParams(
                values.get("heads"), values.get("lanes"), values.get("element_bits"), values.get("total_bits")));
    }

    /** Rows of few heads, so that totals build up; the first row clears. Extremes first, then random elements. */
    private static BenchCase caseAt(HeadImportanceParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int heads = 1 + random.nextInt(Math.min(3, params.heads()));
        int first = random.nextInt(params.heads() - heads + 1);
        int rows = 1 + random.nextInt(index % 40 == 0 ? 12 * MOST_ROWS : MOST_ROWS);
        List<Row> list = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            long[][] beats = new long[1 + random.nextInt(MOST_BEATS)][];
            for (int beat = 0; beat < beats.length; beat++) {
                beats[beat] =
                        Numbers.signed(random, params.lanes(), params.elementBits(), index < 4 ? 1 + index % 2 : 0);
            }
            boolean isClear = i == 0 || random.nextInt(6) == 0;
            list.add(new Row(first + random.nextInt(heads), isClear, beats));
        }
        return rows(params, rows + " rows", list, Stalls.byTurns(index / 4));
    }

    /**
     * A row of a head.
     *
     * @param beats {@code [beat][lane]}
     */
    @SuppressWarnings("ArrayRecordComponent") // Made and read once, for a test case.
    public record Row(int head, boolean isClear, long[][] beats) {}

    /** Rows with their heads' totals by the golden function. */
    public static BenchCase rows(HeadImportanceParams params, String description, List<Row> rows, Stalls stalls) {
        BlockPorts ports = HeadImportanceModel.ports(params);
        long most = PortBits.mask(params.totalBits());
        long[] totals = new long[params.heads()];
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (Row row : rows) {
            if (row.isClear()) {
                Arrays.fill(totals, 0);
            }
            for (int beat = 0; beat < row.beats().length; beat++) {
                inputs.add(new Beat(ports.inputs().get(0))
                        .with("in_last", beat + 1 == row.beats().length ? 1 : 0)
                        .with("in_clear", row.isClear() ? 1 : 0)
                        .with("in_head", row.head())
                        .withLanes("in_data", params.elementBits(), row.beats()[beat]));
            }
            long[] elements =
                    Arrays.stream(row.beats()).flatMapToLong(Arrays::stream).toArray();
            totals[row.head()] = Math.min(most, totals[row.head()] + Importance.headSum(elements));
            expected.add(new Beat(ports.outputs().get(0))
                    .with("out_head", row.head())
                    .with("out_total", totals[row.head()]));
        }
        return new BenchCase(description, List.of(inputs), List.of(expected), stalls);
    }
}
