package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.GnaTilesParams;
import tessera.models.gna.GnaAnalysis;
import tessera.models.golden.GnaTileRanges;
import tessera.traces.check.InputException;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class GnaTilesTest extends StreamBlockContract {
    private static final GnaTilesParams LINE = GnaTilesParams.of(
            new int[] {1, 1, 16},
            new int[] {1, 1, 4},
            new int[] {1, 1, 1},
            new int[] {1, 1, 1},
            new int[] {0, 0, 0},
            new int[] {1, 1, 4},
            new int[] {1, 1, 4});

    @Override
    List<BlockInstance> instances() {
        return List.of(
                GnaTilesBlock.instance(LINE),
                GnaTilesBlock.instance(GnaTilesParams.of(
                        new int[] {3, 5, 11},
                        new int[] {2, 5, 3},
                        new int[] {1, 4, 3},
                        new int[] {1, 1, 3},
                        new int[] {1, 0, 0},
                        new int[] {2, 3, 2},
                        new int[] {1, 4, 2})),
                GnaTilesBlock.instance(GnaTilesParams.of(
                        new int[] {1, 7, 9},
                        new int[] {1, 3, 1},
                        new int[] {1, 2, 1},
                        new int[] {1, 2, 1},
                        new int[] {0, 1, 1},
                        new int[] {1, 1, 4},
                        new int[] {1, 1, 16})));
    }

    @Test
    void pairsOfALineByHand() {
        // 16 tokens, window 4, so query q sees q-2 .. q+1, moved into the line. Query tile 0 (0..3): keys 0..4, tiles 0
        // and 1;
        // tile 1 (4..7): keys 2..8, tiles 0, 1, 2; tile 2 (8..11): keys 6..12, tiles 1, 2, 3; tile 3: keys 10..15,
        // tiles 2, 3.
        PortTrace trace = run(
                Level.VERILOG,
                instances().get(0),
                List.of(instances().get(0).cases().at(1, 0)));
        assertEquals(
                List.of("0 0", "0 4", "4 0", "4 4", "4 8", "8 4", "8 8", "8 12", "12 8", "12 12"),
                beats(trace, 0).stream()
                        .map(beat -> beat.number("tile_query") + " " + beat.number("tile_key"))
                        .toList());
        assertEquals(0, taken(trace, 0).get(0));
        assertEquals(List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11), given(trace, 0));
    }

    @Test
    void asManyPairsAsTheTileAnalysisCounts() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            GnaTilesParams params = random(random);
            assertEquals(
                    GnaAnalysis.analyze(params.problem()).staticTiles().visitedTilePairs(),
                    GnaTileRanges.pairs(params).size(),
                    "seed 5, problem " + i + ": " + params.problem());
        }
    }

    @Test
    void refusesProblemsThatGnaRefuses() {
        assertEquals(
                "gna-tiles, axis 2: stride = 5, must be 1 to 4 (the window); use a smaller stride or a larger window",
                assertThrows(InputException.class, () -> GnaTilesBlock.DESCRIPTION.instance(List.of("stride_2=5")))
                        .getMessage());
    }

    private static GnaTilesParams random(SplittableRandom random) {
        int[][] all = new int[7][3];
        for (int axis = 0; axis < 3; axis++) {
            all[0][axis] = 1 + random.nextInt(9);
            all[3][axis] = 1 + random.nextInt(Math.min(3, all[0][axis]));
            all[1][axis] = 1 + random.nextInt(all[0][axis] / all[3][axis]);
            all[2][axis] = 1 + random.nextInt(all[1][axis]);
            all[4][axis] = random.nextInt(2);
            all[5][axis] = 1 + random.nextInt(5);
            all[6][axis] = 1 << random.nextInt(3);
        }
        return GnaTilesParams.of(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
    }
}
