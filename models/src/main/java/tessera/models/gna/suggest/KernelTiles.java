package tessera.models.gna.suggest;

import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;

/**
 * A pair of tiles of a kernel.
 *
 * @param kernel kernel family
 * @param headDims head dimensions for which it has these tiles
 * @param isReleased whether the kernel is built with them; else the sizes fit, but the kernel would have to be rebuilt
 */
public record KernelTiles(
        String kernel,
        HeadDims headDims,
        KvTiling kvTiling,
        TileShape queryTile,
        TileShape kvTile,
        boolean isReleased) {
    /** Kernels with this name compete with one another: a machine runs one family, with one head dimension. */
    public String group() {
        return kernel + ", head dim " + headDims;
    }
}
