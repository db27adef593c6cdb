package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.block.AttentionHeadCases.Row;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.AttentionHeadParams;
import tessera.models.golden.FixedPointSoftmax.Scale;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class AttentionHeadTest extends StreamBlockContract {
    private static final AttentionHeadParams SMALL = new AttentionHeadParams(16, 2, 8, 6, 4);

    @Override
    List<BlockInstance> instances() {
        return List.of(AttentionHeadBlock.instance(SMALL));
    }

    @ParameterizedTest
    @EnumSource
    void aRowByHand(Level level) {
        // Query (16, 0). Keys (16, 0), (0, 5), (0, -5): scores 256, 0, 0. With t = distance / 256 the powers are 1,
        // 1/2, 1/2,
        // so the probabilities 2048, 1024, 1024. Two values are kept; of the equal ones the first: (1, 2) and (4, -4).
        // Output: 2048 (1, 2) + 1024 (4, -4) = (6144, 0); head importance 6144.
        Row row = new Row(
                new long[] {16, 0},
                new long[][] {{16, 0}, {0, 5}, {0, -5}},
                new long[][] {{1, 2}, {4, -4}, {9, 9}},
                new Scale(1 << 15, 7),
                2048,
                2,
                3);
        PortTrace trace = run(
                level,
                AttentionHeadBlock.instance(SMALL),
                List.of(AttentionHeadCases.row(SMALL, "by hand", row, new SplittableRandom(1), Stalls.NONE)));
        assertEquals(
                List.of(2048L, 1024L, 1024L),
                beats(trace, 1).stream()
                        .map(beat -> beat.number("importance_amount"))
                        .toList());
        int sumBits = SMALL.probValue().sumBits();
        assertEquals(6144, beats(trace, 2).get(0).lane("output_data", 0, sumBits));
        assertEquals(0, beats(trace, 2).get(0).lane("output_data", 1, sumBits));
        assertEquals(6144, beats(trace, 3).get(0).number("head_total"));
        // Three upper slices and two values; the largest probability reaches the threshold of 1/2.
        assertEquals(
                List.of(0L, 0L, 0L, 2L, 2L),
                beats(trace, 0).stream()
                        .map(beat -> beat.number("request_kind"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aRowTakesTheStatedCycles(Level level) {
        for (boolean isRefetched : List.of(false, true)) {
            // One key has probability 4095 / 4096, which no threshold exceeds.
            for (int keys = isRefetched ? 2 : 1; keys <= 16; keys++) {
                List<Integer> kept = keys == 1 ? List.of(1) : List.of(1, keys / 2, keys);
                for (int keep : kept) {
                    PortTrace trace = run(
                            keys % 5 == 0 ? level : Level.CYCLE_MODEL,
                            AttentionHeadBlock.instance(SMALL),
                            List.of(flat(keys, keep, isRefetched)));
                    List<Integer> done = new ArrayList<>(given(trace, 2));
                    int cycles = done.get(0) - taken(trace, 0).get(0);
                    assertEquals(
                            SMALL.rowCycles(keys, keep, isRefetched),
                            cycles,
                            keys + " keys, " + keep + " kept, second pass " + isRefetched);
                }
            }
        }
    }

    /** Keys all equal: probabilities 1/n, and the first ones are kept. */
    private static tessera.hdl.bench.BenchCase flat(int keys, int kept, boolean isRefetched) {
        long[][] vectors = new long[keys][];
        for (int i = 0; i < keys; i++) {
            vectors[i] = new long[] {3, 4};
        }
        Row row = new Row(new long[] {1, 1}, vectors, vectors, new Scale(1, 0), isRefetched ? 4095 : 0, kept, 0);
        return AttentionHeadCases.row(SMALL, "flat", row, new SplittableRandom(1), Stalls.NONE);
    }
}
