package tessera.models.gna;

import java.util.List;

/**
 * A pair of tile shapes that a released NATTEN kernel offers in its forward pass.
 *
 * <p><b>Source:</b> the configuration tables of NATTEN (SHI-Labs/NATTEN, commit 8c8729f) as listed in docs/gna.md.
 *
 * @param kernel kernel family and, where the tiles depend on it, the head dimension
 * @param kvTiling how the kernel places KV tiles
 * @param isDefault first entry of its table for this rank
 */
public record ReleasedTile(String kernel, TileShape queryTile, TileShape kvTile, KvTiling kvTiling, boolean isDefault) {
    /** How a kernel places KV tiles. */
    public enum KvTiling {
        STATIC,
        DYNAMIC
    }

    private static final List<ReleasedTile> DEFAULTS = List.of(
            blackwellDefault(TileShape.of(256), TileShape.of(128)),
            blackwellDefault(TileShape.of(16, 16), TileShape.of(16, 8)),
            blackwellDefault(TileShape.of(8, 4, 8), TileShape.of(4, 4, 8)));

    /** The default tile of the Blackwell kernel for a tile of 1 to 3 extents. */
    public static ReleasedTile defaultFor(int rank) {
        return DEFAULTS.get(rank - 1);
    }

    private static ReleasedTile blackwellDefault(TileShape queryTile, TileShape kvTile) {
        return new ReleasedTile("Blackwell FNA", queryTile, kvTile, KvTiling.STATIC, true);
    }
}
