package tessera.models.gpu;

import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

/**
 * A kernel that somebody measured.
 *
 * @param device as the source names it: {@code H100}, {@code B200}, {@code A100}
 * @param backend the kernel, as on the command line
 * @param tiles empty where the source does not tell, as for dense kernels
 * @param pass {@code fwd}, {@code bwd} or {@code fwd:token_permute}
 * @param runtimeUs microseconds
 */
public record MeasuredRow(
        String device,
        String backend,
        List<GnaAxis> axes,
        List<TilePair> tiles,
        String schedule,
        Dtype dtype,
        int headCount,
        int headDim,
        int batch,
        String pass,
        double runtimeUs) {
    public MeasuredRow {
        axes = List.copyOf(axes);
        tiles = List.copyOf(tiles);
    }

    /** What names a row in calibration files: {@code H100 hopper-fna 256x256 80x80 1x1 h24 d128 b1 fwd}. */
    public String name() {
        return String.join(
                " ",
                device,
                backend,
                perAxis(axes.stream().map(GnaAxis::length).toList()),
                perAxis(axes.stream().map(GnaAxis::window).toList()),
                perAxis(axes.stream().map(GnaAxis::stride).toList()),
                "h" + headCount,
                "d" + headDim,
                "b" + batch,
                pass);
    }

    /** The preset of the device. */
    public String gpu() {
        return switch (device) {
            case "H100" -> "h100-sxm";
            case "B200" -> "b200";
            case "A100" -> "a100";
            default -> device.toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** Whether the model predicts this pass. */
    public boolean isPredicted() {
        return pass.equals("fwd") || pass.equals("bwd") || pass.equals("fwd:token_permute");
    }

    /** The question to ask; dense rows name their kernel as the baseline. */
    public GpuQuery query() {
        boolean isDense = tiles.isEmpty();
        return new GpuQuery(
                gpu(),
                isDense ? "" : backend,
                schedule,
                isDense ? backend : "",
                dtype,
                headCount,
                headDim,
                batch,
                pass.equals("bwd") ? Pass.BACKWARD : Pass.FORWARD,
                0,
                true);
    }

    /** The problem; a row without tiles gets tiles of one token, which the dense kernel does not look at. */
    public GnaProblem problem() {
        int[] ones = new int[axes.size()];
        java.util.Arrays.fill(ones, 1);
        TileShape one = TileShape.of(ones);
        return tiles.isEmpty()
                ? new GnaProblem(axes, one, one, Tiling.MULTI_DIM)
                : new GnaProblem(axes, tiles.get(0).queryTile(), tiles.get(0).kvTile(), Tiling.MULTI_DIM);
    }

    private static String perAxis(List<Integer> numbers) {
        return String.join("x", numbers.stream().map(String::valueOf).toList());
    }
}
