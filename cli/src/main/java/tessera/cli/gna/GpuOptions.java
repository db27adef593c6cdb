package tessera.cli.gna;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tessera.models.gna.io.GpuFields;
import tessera.models.gna.io.ProblemFields;
import tessera.models.gpu.GpuQuery;
import tessera.traces.check.InputException;

/** The options of {@code tessera gna} that ask for time on a GPU. */
public final class GpuOptions {
    @Option(
            names = "--gpu",
            paramLabel = "NAME|FILE.yaml",
            description = "Also predict the time on this GPU (tessera list machines).")
    private String gpu;

    @Option(names = "--kernel", paramLabel = "NAME", description = "Kernel (default: the GPU's own FNA kernel).")
    private String kernel;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "coop, ping-pong, non-persistent, persistent, persistent-dynamic (default: the kernel's first).")
    private String schedule;

    @Option(names = "--dense-kernel", paramLabel = "NAME", description = "Baseline of the speedup (default: cudnn).")
    private String denseKernel;

    @Option(names = "--dtype", paramLabel = "fp16|bf16|fp8", description = "Format of Q, K, V, O (default: fp16).")
    private String dtype;

    @Option(names = "--batch", paramLabel = "N", description = "Batch entries (default: 1).")
    private Integer batch;

    @Option(names = "--pass", paramLabel = "forward|backward", description = "Half of the step (default: forward).")
    private String pass;

    @Option(
            names = "--additional-kv",
            paramLabel = "N",
            description = "Keys beside the layout that all queries see, such as text (default: 0).")
    private Integer additionalKv;

    @Option(names = "--allow-any-tile", description = "Accept tiles that the kernel is not built with.")
    private boolean allowsAnyTile;

    /** The first of these options that was given, without its dashes. */
    public Optional<String> given() {
        List<String> names = List.of(
                "gpu",
                "kernel",
                "schedule",
                "dense-kernel",
                "dtype",
                "batch",
                "pass",
                "additional-kv",
                "allow-any-tile");
        Object[] values = {
            gpu, kernel, schedule, denseKernel, dtype, batch, pass, additionalKv, allowsAnyTile ? true : null
        };
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                return Optional.of(names.get(i));
            }
        }
        return Optional.empty();
    }

    /** Puts the options into the fields of a problem. */
    public void fill(ProblemFields problem, Integer heads, Integer headDim) {
        if (gpu == null && given().isPresent()) {
            throw new InputException("--" + given().get() + " without --gpu: expected both, such as --gpu b200");
        }
        GpuFields fields = problem.gpu;
        fields.gpu = text(gpu);
        fields.kernel = text(kernel);
        fields.schedule = text(schedule);
        fields.denseKernel = text(denseKernel);
        fields.dtype = text(dtype);
        fields.pass = text(pass);
        if (gpu == null) {
            return;
        }
        GpuQuery defaults = GpuQuery.on(gpu);
        fields.headCount = positive("--heads", heads, defaults.headCount());
        fields.headDim = positive("--head-dim", headDim, defaults.headDim());
        fields.batch = positive("--batch", batch, defaults.batch());
        fields.additionalKv = positive("--additional-kv", additionalKv, 0);
        fields.allowsAnyTile = allowsAnyTile;
    }

    /** Whether a GPU was named. */
    public boolean isAsked() {
        return gpu != null;
    }

    private static String text(String option) {
        return option == null ? "" : option;
    }

    private static int positive(String name, Integer value, int otherwise) {
        if (value != null && value < 1) {
            throw new InputException(name + " " + value + ": must be at least 1");
        }
        return value == null ? otherwise : value;
    }
}
