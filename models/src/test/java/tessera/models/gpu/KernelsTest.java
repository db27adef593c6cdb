package tessera.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.machine.Machines;
import tessera.traces.check.InputException;

class KernelsTest {
    private static final GpuParams H100 = Machines.gpu("h100-sxm");
    private static final GpuParams B200 = Machines.gpu("b200");

    private static GnaProblem problem(TileShape query, TileShape kv) {
        return GnaProblem.multiDim(new int[] {30, 48, 80}, new int[] {18, 24, 24}, new int[] {1, 1, 1}, query, kv);
    }

    private static String refusal(GpuParams gpu, GpuQuery query, GnaProblem problem) {
        GpuCatalog catalog = new GpuCatalog();
        catalog.put(query.gpu(), gpu);
        return assertThrows(
                        InputException.class,
                        () -> AttentionLaunch.of(gpu, catalog.kernel(query), catalog.schedule(query), query, problem))
                .getMessage();
    }

    @Test
    void everyGpuHasItsOwnKernelAndABaseline() {
        for (String name : Machines.names("gpu")) {
            GpuParams gpu = Machines.gpu(name);
            assertFalse(Kernels.defaultFor(gpu).isDense(), name);
            assertTrue(Kernels.find("cudnn", gpu).isDense(), name);
        }
        assertEquals("hopper-fna", Kernels.defaultFor(H100).name());
        assertEquals("cutlass-fna", Kernels.defaultFor(Machines.gpu("l40")).name());
    }

    @Test
    void defaultTilesAreTheFirstOfTheReleasedTables() {
        // gpu, head dim, pass → 1-D, 2-D, 3-D
        Object[][] rows = {
            {"b200", 128, Pass.FORWARD, "256|128", "16x16|16x8", "8x4x8|4x4x8"},
            {"h100-sxm", 128, Pass.FORWARD, "128|128", "16x8|16x8", "4x4x8|4x4x8"},
            {"h100-sxm", 64, Pass.FORWARD, "64|128", "8x8|16x8", "4x4x4|4x4x8"},
            {"h100-sxm", 256, Pass.FORWARD, "128|64", "16x8|8x8", "4x4x8|4x4x4"},
            {"a100", 128, Pass.FORWARD, "64|64", "8x8|8x8", "4x4x4|4x4x4"},
            {"b200", 128, Pass.BACKWARD, "128|128", "16x8|16x8", "4x4x8|4x4x8"},
            {"h100-sxm", 128, Pass.BACKWARD, "64|128", "8x8|16x8", "4x4x4|4x4x8"},
            {"a100", 128, Pass.BACKWARD, "64|64", "8x8|8x8", "4x4x4|4x4x4"}
        };
        for (Object[] row : rows) {
            GpuQuery query =
                    GpuQuery.on((String) row[0]).withHeads(1, (int) row[1]).withPass((Pass) row[2]);
            for (int rank = 1; rank <= 3; rank++) {
                assertEquals(
                        row[2 + rank],
                        new GpuCatalog().defaultTiles(query, rank).toString(),
                        row[0] + " " + row[1]);
            }
        }
    }

    @Test
    void adaLacksThePairThatNeedsMoreSharedMemory() {
        KernelSpec kernel = Kernels.find("cutlass-fna", Machines.gpu("l40"));
        TilePair large = new TilePair(TileShape.of(64), TileShape.of(128));
        assertFalse(KernelTileTable.pairs(kernel, Machines.gpu("l40"), 128, 1, Pass.FORWARD)
                .contains(large));
        assertTrue(KernelTileTable.pairs(kernel, Machines.gpu("a100"), 128, 1, Pass.FORWARD)
                .contains(large));
    }

    @Test
    void namesOfKernelsAreCheckedWithTheNearest() {
        assertTrue(assertThrows(InputException.class, () -> Kernels.find("hoper-fna", H100))
                .getMessage()
                .endsWith("did you mean 'hopper-fna'?"));
        assertEquals(
                "kernel blackwell-fna does not run on h100-sxm (hopper): use cutlass-fna or hopper-fna or flex or cudnn or"
                        + " fa2 or fa3",
                assertThrows(InputException.class, () -> Kernels.find("blackwell-fna", H100))
                        .getMessage());
    }

    @Test
    void headDimFormatAndScheduleMustBeTheKernels() {
        GnaProblem problem = problem(TileShape.of(4, 4, 8), TileShape.of(4, 4, 8));
        GpuQuery query = GpuQuery.on("h100-sxm");
        assertEquals(
                "head_dim = 96 is not served by kernel hopper-fna, must be one of 32, 64, 128, 256",
                refusal(H100, query.withHeads(1, 96), problem));
        GpuQuery fp8 = new GpuQuery("h100-sxm", "", "", "", Dtype.FP8, 1, 128, 1, Pass.FORWARD, 0, false);
        assertEquals(
                "dtype fp8 is not served by kernel hopper-fna on h100-sxm; use fp16 or bf16",
                refusal(H100, fp8, problem));
        GpuQuery schedule =
                new GpuQuery("h100-sxm", "", "persistent", "", Dtype.FP16, 1, 128, 1, Pass.FORWARD, 0, false);
        assertEquals(
                "schedule persistent is not one of kernel hopper-fna; use coop or ping-pong",
                refusal(H100, schedule, problem));
    }

    @Test
    void tilesMustBeReleasedUnlessAnyIsAllowedAndMustFit() {
        GnaProblem odd = problem(TileShape.of(2, 4, 8), TileShape.of(4, 4, 8));
        String message = refusal(H100, GpuQuery.on("h100-sxm"), odd);
        assertEquals(
                "tile 2x4x8|4x4x8 is not among those that kernel hopper-fna is built with for head_dim 128, forward:"
                        + " 4x4x8|4x4x8, 2x8x8|2x8x8; use one of them, or --allow-any-tile",
                message);
        GpuQuery any = new GpuQuery("h100-sxm", "", "", "", Dtype.FP16, 1, 128, 1, Pass.FORWARD, 0, true);
        AttentionLaunch launch = AttentionLaunch.of(H100, Kernels.find("hopper-fna", H100), Schedule.COOP, any, odd);
        // Query tile 64 tokens and 4 KV tiles of 128, 128 wide, 2 bytes: (64 + 512) x 256.
        assertEquals(147_456, launch.sharedMemoryBytes());
        assertEquals(
                "tile 8x8x16|4x4x8 with head_dim 128 needs 393216 bytes of shared memory (query tile and 4 KV tiles),"
                        + " h100-sxm has 232448; use smaller tiles",
                refusal(H100, any, problem(TileShape.of(8, 8, 16), TileShape.of(4, 4, 8))));
    }

    @Test
    void everyReleasedTileFits() {
        for (String name : Machines.names("gpu")) {
            GpuParams gpu = Machines.gpu(name);
            KernelSpec kernel = Kernels.defaultFor(gpu);
            for (int headDim : List.of(32, 64, 128)) {
                for (TilePair pair : KernelTileTable.pairs(kernel, gpu, headDim, 3, Pass.FORWARD)) {
                    GpuQuery query = GpuQuery.on(name).withHeads(1, headDim);
                    AttentionLaunch.of(
                            gpu, kernel, kernel.schedules().get(0), query, problem(pair.queryTile(), pair.kvTile()));
                }
            }
        }
        assertEquals(
                7,
                KernelTileTable.pairs(Kernels.defaultFor(B200), B200, 128, 3, Pass.FORWARD)
                        .size());
    }
}
