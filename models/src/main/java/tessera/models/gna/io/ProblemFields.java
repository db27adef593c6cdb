package tessera.models.gna.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gna.suggest.KernelTiles;
import tessera.models.gna.suggest.ReleasedTiles;
import tessera.traces.check.InputException;

/**
 * The fields of a problem as a person writes them, some left out. Filled in by a reader or by options, then
 * {@link #problem()} checks them and puts the defaults in: stride 1, dilation 1, not causal, multi_dim, and the default
 * tile of the released kernels. An empty array stands for a field that was left out. Mutable, reusable after
 * {@link #clear()}.
 */
public final class ProblemFields {
    private static final int[] ABSENT = {};

    public int[] layout = ABSENT;
    public int[] window = ABSENT;
    public int[] stride = ABSENT;
    public int[] dilation = ABSENT;
    public boolean[] causal = {};
    public int[] queryTile = ABSENT;
    public int[] kvTile = ABSENT;
    public Tiling tiling = Tiling.MULTI_DIM;
    public final GpuFields gpu = new GpuFields();

    public void clear() {
        layout = ABSENT;
        window = ABSENT;
        stride = ABSENT;
        dilation = ABSENT;
        causal = new boolean[0];
        queryTile = ABSENT;
        kvTile = ABSENT;
        tiling = Tiling.MULTI_DIM;
        gpu.clear();
    }

    /** Whether {@link #problem()} will choose the tiles. */
    public boolean hasDefaultTiles() {
        return queryTile.length == 0 && kvTile.length == 0;
    }

    /** Extents of a tile: one per axis, or a single one in flat tiling. */
    int tileRank() {
        return tiling == Tiling.FLAT ? 1 : Math.min(layout.length, GnaProblem.MAX_RANK);
    }

    /** The released tile that stands in for tiles left out. */
    public KernelTiles defaultTiles() {
        return ReleasedTiles.defaultFor(tiling == Tiling.FLAT ? 1 : layout.length);
    }

    /** The problem, or an InputException that names the field, what was expected and what came. */
    public GnaProblem problem() {
        required("layout", layout);
        required("window", window);
        if (layout.length > GnaProblem.MAX_RANK) {
            throw new InputException("layout has " + layout.length + " axes, expected 1 to " + GnaProblem.MAX_RANK);
        }
        matching("window", window.length);
        matching("stride", stride.length == 0 ? layout.length : stride.length);
        matching("dilation", dilation.length == 0 ? layout.length : dilation.length);
        matching("causal", causal.length == 0 ? layout.length : causal.length);
        List<GnaAxis> axes = new ArrayList<>(layout.length);
        for (int axis = 0; axis < layout.length; axis++) {
            axes.add(axis(axis));
        }
        if (hasDefaultTiles()) {
            KernelTiles tiles = defaultTiles();
            return new GnaProblem(axes, tiles.queryTile(), tiles.kvTile(), tiling);
        }
        return new GnaProblem(axes, tile("query_tile", queryTile), tile("kv_tile", kvTile), tiling);
    }

    private GnaAxis axis(int index) {
        try {
            return new GnaAxis(
                    layout[index],
                    window[index],
                    stride.length == 0 ? 1 : stride[index],
                    dilation.length == 0 ? 1 : dilation[index],
                    causal.length > 0 && causal[index]);
        } catch (InputException e) {
            throw e.at("axis " + index);
        }
    }

    private static TileShape tile(String name, int[] extents) {
        if (extents.length == 0) {
            throw new InputException(
                    name + " is missing, expected both query_tile and kv_tile or neither (then the default is taken)");
        }
        try {
            return TileShape.of(extents);
        } catch (InputException e) {
            throw e.at(name);
        }
    }

    private static void required(String name, int[] values) {
        if (values.length == 0) {
            throw new InputException(name + " is missing, expected one whole number per axis");
        }
    }

    private void matching(String name, int entries) {
        if (entries != layout.length) {
            throw new InputException(name + " has " + entries + (entries == 1 ? " entry" : " entries") + ", expected "
                    + layout.length + ", one per axis of layout " + Arrays.toString(layout));
        }
    }
}
