package tessera.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;

class TileCostsTest {
    private static AttentionLaunch dense(String gpu, String kernel, int headDim) {
        GpuParams params = Machines.gpu(gpu);
        KernelSpec spec = Kernels.find(kernel, params);
        GpuQuery query = GpuQuery.on(gpu).withHeads(1, headDim);
        KernelSpec ideal = spec.with(spec.constants().with("mma_efficiency", 1).with("softmax_latency", 1));
        return AttentionLaunch.dense(params, ideal, query, 4096, false);
    }

    @Test
    void unitsOfABlackwellTileAreThoseOfTheFlashAttention4Paper() {
        // 256 x 128 x 128: 2048 tensor-core cycles, 2048 cycles of exponentials; here per warpgroup of 128 rows, half
        // each.
        TileCosts costs = TileCosts.of(dense("b200", "cudnn", 128), MaskKind.NONE);
        assertEquals(2048, 2 * (costs.firstMmaCycles() + costs.secondMmaCycles()));
        assertEquals(1024, costs.softmaxUnitCycles());
        // Scores 128 x 128: exponentials 1024 cycles, 6 instructions each over 128 lanes 768, rescaling 128 x 128 /
        // 128.
        assertEquals(1024 + 768 + 128, costs.softmaxLatencyCycles());
        // 128 x 128 x 2 bytes at 10240 / 148 bytes a cycle.
        assertEquals((long) Math.ceil(32768 * 148 / 10240.0), costs.loadCycles());
    }

    @Test
    void aHopperTileIsBoundByTheTensorCore() {
        // 128 x 128 x 128 on H100: 2048 tensor-core cycles; exponentials 1024.
        TileCosts costs = TileCosts.of(dense("h100-sxm", "cudnn", 128), MaskKind.NONE);
        assertEquals(2048, 2 * (costs.firstMmaCycles() + costs.secondMmaCycles()));
        assertEquals(512, costs.softmaxUnitCycles());
    }

    @Test
    void theMaskCostsItsInstructions() {
        AttentionLaunch launch = dense("h100-sxm", "cudnn", 128);
        TileCosts free = TileCosts.of(launch, MaskKind.NONE);
        TileCosts masked = TileCosts.of(launch, MaskKind.FINE);
        // One axis: 6 + 3 instructions for 64 x 128 scores over 128 lanes.
        assertEquals(9 * 64, masked.softmaxLatencyCycles() - free.softmaxLatencyCycles());
        assertEquals(9 * 64, masked.maskCycles());
        TileCosts bounds = TileCosts.of(launch, MaskKind.BOUNDS);
        assertTrue(bounds.maskCycles() > 0 && bounds.maskCycles() < masked.maskCycles());
        assertEquals(free.firstMmaCycles(), masked.firstMmaCycles());
    }
}
