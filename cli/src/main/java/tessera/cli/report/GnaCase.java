package tessera.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tessera.models.bound.EndToEnd;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gpu.GpuQuery;

/**
 * A video or image generator's attention layers under GNA, with what its authors measured.
 *
 * <p><b>Source:</b> layouts, windows, strides, attention shares and measured end-to-end speedups: arXiv 2504.16922,
 * tables of the end-to-end section (all diffusion steps sparse, one B200, FP16). Tile shapes: its figure 3 (HunyuanVideo,
 * 91 %) and the released NATTEN profiler documentation (FLUX); those of Cosmos are inferred from the published simulator
 * figures. Shares: 60.7 % of the run time is attention in HunyuanVideo, 58.7 % in Cosmos, 51.8 % in FLUX.
 *
 * @param model the model and its sparsity
 * @param layout tokens per axis
 * @param headCount heads of 128; the paper gives 24 for HunyuanVideo and FLUX, Cosmos' 32 are of its public model card
 * @param attentionShare share of dense attention in the end-to-end run time
 * @param measured one entry per stride: published end-to-end speedup on a B200, 0 where none is published
 */
record GnaCase(
        String model,
        int[] layout,
        int[] window,
        int[] queryTile,
        int[] kvTile,
        int headCount,
        double attentionShare,
        int[][] strides,
        double[] measured) {

    /** The authors measured on one. */
    static final String GPU = "b200";

    private static final int HEAD_DIM = 128;

    static final List<GnaCase> ALL = List.of(
            new GnaCase(
                    "HunyuanVideo 91 %",
                    ints(30, 48, 80),
                    ints(18, 24, 24),
                    ints(4, 8, 8),
                    ints(2, 8, 8),
                    24,
                    0.607,
                    new int[][] {{1, 1, 1}, {16, 8, 8}},
                    new double[] {0, 0}),
            new GnaCase(
                    "HunyuanVideo 58 %",
                    ints(30, 48, 80),
                    ints(30, 40, 40),
                    ints(2, 16, 8),
                    ints(2, 8, 8),
                    24,
                    0.607,
                    new int[][] {{1, 1, 1}, {1, 32, 8}},
                    new double[] {0, 0}),
            new GnaCase(
                    "Cosmos-7B 89 %",
                    ints(16, 44, 80),
                    ints(16, 24, 16),
                    ints(8, 4, 8),
                    ints(4, 4, 8),
                    32,
                    0.587,
                    new int[][] {{1, 1, 1}, {1, 8, 1}, {1, 1, 16}, {1, 8, 16}},
                    new double[] {1.76, 1.79, 1.88, 2.05}),
            new GnaCase(
                    "Cosmos-7B 56 %",
                    ints(16, 44, 80),
                    ints(16, 32, 48),
                    ints(8, 4, 8),
                    ints(4, 4, 8),
                    32,
                    0.587,
                    new int[][] {{1, 1, 1}, {1, 8, 1}, {1, 1, 16}, {1, 8, 16}},
                    new double[] {1.18, 1.20, 1.21, 1.46}),
            new GnaCase(
                    "FLUX.1-dev 4K 90 %",
                    ints(256, 256),
                    ints(80, 80),
                    ints(16, 16),
                    ints(16, 8),
                    24,
                    0.518,
                    new int[][] {{1, 1}, {16, 1}, {16, 16}},
                    new double[] {1.65, 1.72, 1.82}));

    GnaProblem problem(int strideIndex) {
        return GnaProblem.multiDim(layout, window, strides[strideIndex], TileShape.of(queryTile), TileShape.of(kvTile));
    }

    /** The question for a GPU: these heads on the GPU that the authors measured. */
    GpuQuery query() {
        return GpuQuery.on(GPU).withHeads(headCount, HEAD_DIM);
    }

    /** Run time of everything over run time with faster attention: Amdahl's law. */
    double endToEnd(double attentionSpeedup) {
        return new EndToEnd(attentionShare, 1, 0).speedup(attentionSpeedup);
    }

    /** The command line that prints this row. */
    String command(int strideIndex) {
        return "tessera gna --layout " + times(layout) + " --window " + times(window) + " --stride "
                + times(strides[strideIndex]) + " --query-tile " + times(queryTile) + " --kv-tile " + times(kvTile)
                + " --heads " + headCount + " --head-dim " + HEAD_DIM + " --gpu " + GPU;
    }

    /** {@code 30x48x80}. */
    static String times(int[] extents) {
        return IntStream.of(extents).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }

    /** Every (case, stride) pair, in the order of {@link #ALL}. */
    static List<int[]> rows() {
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            for (int stride = 0; stride < ALL.get(i).strides.length; stride++) {
                rows.add(new int[] {i, stride});
            }
        }
        return rows;
    }

    private static int[] ints(int... values) {
        return values;
    }
}
