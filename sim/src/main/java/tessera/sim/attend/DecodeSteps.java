package tessera.sim.attend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tessera.models.cost.HeadTiles;
import tessera.models.cost.KeyTraffic;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.HeadPlan;
import tessera.traces.check.CeilDiv;

/**
 * Steps of decoding: one query a head against what its key/value head's group attends to. The heads of a group are the rows
 * of one CTA; keys are split over as many CTAs as the GPU holds, and their partial outputs merged by a second kernel.
 */
final class DecodeSteps {
    /** Steps that are simulated of a layer, evenly spread, the last among them. */
    static final int SIMULATED = 16;

    private static final int MMA_ROWS = 16;

    private final AttentionShape shape;
    private final AttentionLaunch launch;
    private final Map<List<Integer>, DecodeStep> known = new HashMap<>();

    DecodeSteps(GpuParams gpu, AttentionShape shape) {
        this.shape = shape;
        KernelSpec kernel = Kernels.find("flex", gpu);
        this.launch = AttentionLaunch.blocks(
                gpu,
                kernel,
                kernel.headDimFor(shape.headDim()),
                shape.keyCount(),
                CeilDiv.of(shape.groupSize(), MMA_ROWS) * MMA_ROWS,
                HeadTiles.TILE);
    }

    /** Steps that stand for all of a layer, one after the other; the same object for equal ones. */
    List<DecodeStep> layer(List<HeadPlan> heads) {
        int bits = heads.stream()
                .mapToInt(head -> head.precision().keyBits())
                .max()
                .orElse(16);
        return steps(query -> KeyTraffic.decodeKeys(heads, shape, query), bits <= Byte.SIZE ? 1 : 2);
    }

    /** The same of a layer of dense heads. */
    List<DecodeStep> dense() {
        return steps(
                query -> {
                    int[] keys = new int[shape.kvHeadCount()];
                    Arrays.fill(keys, shape.visibleKeys(query));
                    return keys;
                },
                2);
    }

    private List<DecodeStep> steps(IntFunction<int[]> keys, int elementBytes) {
        int count = Math.min(SIMULATED, shape.queryCount());
        List<DecodeStep> steps = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            steps.add(step(keys.apply((int) ((long) i * shape.queryCount() / count) - 1), elementBytes));
        }
        return steps;
    }

    private DecodeStep step(int[] keys, int elementBytes) {
        List<Integer> key = new ArrayList<>(Arrays.stream(keys).sorted().boxed().toList());
        key.add(elementBytes);
        return known.computeIfAbsent(key, unused -> new DecodeStep(launch, shape, keys, elementBytes));
    }
}
