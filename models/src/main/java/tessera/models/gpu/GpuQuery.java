package tessera.models.gpu;

import tessera.traces.check.InputException;

/**
 * What a person asks about a GPU, before names are looked up. An empty name stands for the default.
 *
 * @param gpu a preset or a YAML file
 * @param kernel default: the neighborhood kernel of that GPU, see {@link Kernels#defaultFor}
 * @param schedule default: the kernel's first
 * @param denseKernel the baseline; default cudnn
 * @param additionalKv keys beside the layout that every query sees (text, registers); 0 = none
 * @param allowsAnyTile whether tiles that the kernel is not built with are accepted
 */
public record GpuQuery(
        String gpu,
        String kernel,
        String schedule,
        String denseKernel,
        Dtype dtype,
        int headCount,
        int headDim,
        int batch,
        Pass pass,
        int additionalKv,
        boolean allowsAnyTile) {
    private static final int MOST = 1 << 20;
    private static final String BASELINE = "cudnn";

    public GpuQuery {
        inRange("heads", headCount, 1);
        inRange("head_dim", headDim, 1);
        inRange("batch", batch, 1);
        inRange("additional_kv", additionalKv, 0);
        denseKernel = denseKernel.isEmpty() ? BASELINE : denseKernel;
    }

    /** The defaults of NATTEN's profiler on that GPU: one head of 128, FP16, batch 1, forward, cuDNN as the baseline. */
    public static GpuQuery on(String gpu) {
        return new GpuQuery(gpu, "", "", "", Dtype.FP16, 1, 128, 1, Pass.FORWARD, 0, false);
    }

    public GpuQuery withHeads(int heads, int dim) {
        return new GpuQuery(
                gpu, kernel, schedule, denseKernel, dtype, heads, dim, batch, pass, additionalKv, allowsAnyTile);
    }

    public GpuQuery withKernel(String name) {
        return new GpuQuery(
                gpu, name, schedule, denseKernel, dtype, headCount, headDim, batch, pass, additionalKv, allowsAnyTile);
    }

    public GpuQuery withPass(Pass wanted) {
        return new GpuQuery(
                gpu,
                kernel,
                schedule,
                denseKernel,
                dtype,
                headCount,
                headDim,
                batch,
                wanted,
                additionalKv,
                allowsAnyTile);
    }

    private static void inRange(String name, int value, int least) {
        if (value < least || value > MOST) {
            throw new InputException(name + " = " + value + ", must be " + least + " to " + MOST);
        }
    }
}
