package tessera.models.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tessera.models.config.ConfigNode;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** Every kernel. Adding one: two YAML files in {@code models/machines/gpu}, one line here. */
public final class Kernels {
    public static final List<KernelSpec> ALL = Stream.of(
                    "cutlass-fna",
                    "hopper-fna",
                    "blackwell-fna",
                    "flex",
                    "cudnn-generic",
                    "cudnn-hopper",
                    "cudnn-blackwell",
                    "fa2",
                    "fa3",
                    "fa4")
            .map(Kernels::load)
            .toList();

    private Kernels() {}

    /** Names as on the command line, each once. */
    public static List<String> names() {
        return ALL.stream().map(KernelSpec::name).distinct().toList();
    }

    /** The variant of the kernel for that GPU; an unknown name, or a GPU it does not run on, is an InputException. */
    public static KernelSpec find(String name, GpuParams gpu) {
        if (!names().contains(name)) {
            throw Nearest.unknown("kernel", name, names());
        }
        return ALL.stream()
                .filter(kernel ->
                        kernel.name().equals(name) && kernel.architectures().contains(gpu.architecture()))
                .findFirst()
                .orElseThrow(() -> new InputException("kernel " + name + " does not run on " + gpu.name() + " ("
                        + gpu.architecture().label() + "): use " + String.join(" or ", namesFor(gpu))));
    }

    /** Kernels that run on that GPU. */
    public static List<String> namesFor(GpuParams gpu) {
        return ALL.stream()
                .filter(kernel -> kernel.architectures().contains(gpu.architecture()))
                .map(KernelSpec::name)
                .toList();
    }

    /** The neighborhood kernel that is taken when none is named: the one written for that architecture. */
    public static KernelSpec defaultFor(GpuParams gpu) {
        return find(
                switch (gpu.architecture()) {
                    case HOPPER -> "hopper-fna";
                    case BLACKWELL -> "blackwell-fna";
                    case AMPERE, ADA, BLACKWELL_RTX -> "cutlass-fna";
                },
                gpu);
    }

    private static KernelSpec load(String variant) {
        return KernelReader.read(variant, yaml("kernels/" + variant), yaml("calibration/" + variant));
    }

    /** Measured figures that papers and documentation state, with their source: rows beside those of a file. */
    public static List<MeasuredRow> publishedRows() {
        return MeasuredRows.parse("published.csv", resource("calibration/published.csv"));
    }

    private static ConfigNode yaml(String name) {
        return ConfigNode.parse(name + ".yaml", resource(name + ".yaml"));
    }

    private static String resource(String name) {
        String resource = "/tessera/machines/gpu/" + name;
        try (InputStream in = Kernels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("kernel file " + resource + " is not in the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("kernel file " + resource + " cannot be read", e);
        }
    }
}
