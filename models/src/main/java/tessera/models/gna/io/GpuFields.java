package tessera.models.gna.io;

import java.util.Optional;
import tessera.models.gpu.Dtype;
import tessera.models.gpu.GpuCatalog;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.Labels;
import tessera.models.gpu.Pass;
import tessera.models.gpu.TilePair;
import tessera.traces.check.InputException;

/**
 * The GPU part of a problem as a person writes it; an empty text or 0 stands for a field that was left out. Mutable,
 * reusable after {@link #clear()}.
 */
public final class GpuFields {
    public String gpu = "";
    public String kernel = "";
    public String schedule = "";
    public String denseKernel = "";
    public String dtype = "";
    public String pass = "";
    public int headCount;
    public int headDim;
    public int batch;
    public int additionalKv;
    public boolean allowsAnyTile;

    public void clear() {
        gpu = "";
        kernel = "";
        schedule = "";
        denseKernel = "";
        dtype = "";
        pass = "";
        headCount = 0;
        headDim = 0;
        batch = 0;
        additionalKv = 0;
        allowsAnyTile = false;
    }

    /** The question, with the defaults of {@link GpuQuery#on}; empty when no GPU is named. */
    public Optional<GpuQuery> query() {
        if (gpu.isEmpty()) {
            String alone = !kernel.isEmpty() ? "kernel" : !schedule.isEmpty() ? "schedule" : "";
            alone = alone.isEmpty() && !denseKernel.isEmpty() ? "dense_kernel" : alone;
            alone = alone.isEmpty() && !pass.isEmpty() ? "pass" : alone;
            if (!alone.isEmpty()) {
                throw new InputException(alone + " without gpu: expected both; name a GPU, such as b200");
            }
            return Optional.empty();
        }
        GpuQuery defaults = GpuQuery.on(gpu);
        return Optional.of(new GpuQuery(
                gpu,
                kernel,
                schedule,
                denseKernel,
                dtype.isEmpty() ? defaults.dtype() : Labels.find("dtype", dtype, Dtype.values(), Dtype::label),
                headCount == 0 ? defaults.headCount() : headCount,
                headDim == 0 ? defaults.headDim() : headDim,
                batch == 0 ? defaults.batch() : batch,
                pass.isEmpty() ? defaults.pass() : Labels.find("pass", pass, Pass.values(), Pass::label),
                additionalKv,
                allowsAnyTile));
    }

    /** Puts the kernel's default tiles into fields that name a GPU and no tiles. */
    public void fillTiles(ProblemFields fields, GpuCatalog catalog) {
        Optional<GpuQuery> query = query();
        if (query.isPresent() && fields.hasDefaultTiles() && fields.layout.length > 0) {
            TilePair tiles = catalog.defaultTiles(query.get(), fields.tileRank());
            fields.queryTile = tiles.queryTile().extents();
            fields.kvTile = tiles.kvTile().extents();
        }
    }
}
