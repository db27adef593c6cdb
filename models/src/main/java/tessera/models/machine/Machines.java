package tessera.models.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tessera.models.config.ConfigNode;
import tessera.models.gpu.GpuParams;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.file.InputFiles;

/** Every machine preset. Adding one: one YAML file in {@code models/machines}, one line here. */
public final class Machines {
    private static final String NOT_MEASURED = "no measured kernel to compare with";
    private static final String GPU = "gpu";
    private static final String PAPER = "Wang, Zhang, Han: SpAtten, HPCA 2021 (arXiv 2012.09852 v3)";

    public static final List<MachineDescription> ALL = List.of(
            new MachineDescription(
                    "spatten-hpca21",
                    "spatten",
                    "SpAtten as the paper has it: 2 x 512 multipliers, 16 HBM2 channels, 512 GB/s",
                    PAPER + ", table I",
                    "golden = cycle model; GPT-2 throughput, traffic and e2e time beside the paper: tessera validate spatten-throughput"),
            new MachineDescription(
                    "spatten-1-8",
                    "spatten",
                    "the eighth-size SpAtten that the paper compares with A3 and MNNFast: 128 multipliers, 64 GB/s",
                    PAPER + ", table III",
                    "golden = cycle model; area and throughput beside the paper: tessera validate"),
            new MachineDescription(
                    "spatten-rtl",
                    "spatten-rtl",
                    "the released RTL as its script runs it: 2 x 64 multipliers, 2 channels, 32 GB/s",
                    "mit-han-lab/spatten, run_spatten_hardware.py, SpAtten.scala",
                    "cycle-exact: 77 of 77 runs of the RTL to the cycle, in total and for every row (docs/spatten-rtl.md)"),
            gpu("a100", "A100 SXM 80 GB: 108 SMs, 312 TFLOP/s FP16, 2.0 TB/s", "two rows of the NATTEN profiler"),
            gpu(
                    "h100-sxm",
                    "H100 SXM: 132 SMs, 989 TFLOP/s FP16, 3.35 TB/s",
                    "eight rows of the NATTEN profiler, FA2, FA3"),
            gpu("h100-pcie", "H100 PCIe: 114 SMs, 756 TFLOP/s FP16, 2.0 TB/s", NOT_MEASURED),
            gpu("h200", "H200 SXM: an H100 SXM with 4.8 TB/s", NOT_MEASURED),
            gpu("b200", "B200: 148 SMs, 2250 TFLOP/s FP16, 8 TB/s", "eight rows of the NATTEN profiler"),
            gpu("b300", "B300: a B200 with twice the exponentials", NOT_MEASURED),
            gpu("rtx-4090", "RTX 4090: 128 SMs, 165 TFLOP/s FP16, 1.0 TB/s", NOT_MEASURED),
            gpu("rtx-5090", "RTX 5090: 170 SMs, 209 TFLOP/s FP16, 1.8 TB/s", NOT_MEASURED),
            gpu("l40", "L40: 142 SMs, 181 TFLOP/s FP16, 0.86 TB/s", NOT_MEASURED));

    /** Other names of presets. */
    private static final Map<String, String> ALIASES = Map.of("h100", "h100-sxm");

    private Machines() {}

    private static MachineDescription gpu(String name, String summary, String compared) {
        return new MachineDescription(
                name,
                GPU,
                summary,
                "one per value in models/machines/gpu/" + name + ".yaml",
                compared + " (docs/gpu.md)");
    }

    /** The names of the presets of one kind. */
    public static List<String> names(String kind) {
        return ALL.stream()
                .filter(preset -> preset.kind().equals(kind))
                .map(MachineDescription::name)
                .toList();
    }

    /** A GPU preset or file; an unknown name gives the nearest GPU. */
    public static GpuParams gpu(String nameOrFile) {
        if (!isFile(nameOrFile) && !names(GPU).contains(ALIASES.getOrDefault(nameOrFile, nameOrFile))) {
            throw Nearest.unknown("GPU", nameOrFile, names(GPU));
        }
        return load(nameOrFile, List.of()).as(GpuParams.class, GPU);
    }

    /** Whether a name is looked up as a file rather than as a preset. */
    public static boolean isFile(String name) {
        return name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** The names of the presets. */
    public static List<String> names() {
        return ALL.stream().map(MachineDescription::name).toList();
    }

    /**
     * Reads a preset, or a file when the name looks like one (has a slash or ends in .yaml), and applies overrides.
     *
     * @param overrides {@code key=value} each, see {@link ConfigNode#with}
     */
    public static Machine load(String nameOrFile, List<String> overrides) {
        return read(nameOrFile, written(nameOrFile), overrides);
    }

    /** A preset or file as it is written, nothing filled in. */
    static ConfigNode written(String nameOrFile) {
        return isFile(nameOrFile) ? file(Path.of(nameOrFile)) : preset(ALIASES.getOrDefault(nameOrFile, nameOrFile));
    }

    /** As {@link #load}, from a file that has been read. */
    static Machine read(String name, ConfigNode written, List<String> overrides) {
        for (String assignment : overrides) {
            if (assignment.matches("\\s*(name|kind)\\s*=.*")) {
                throw new InputException(
                        "--set " + assignment + ": name and kind belong to the file, a run is told apart by"
                                + " its overrides; to rename a machine, copy its file and pass --machine FILE.yaml");
            }
        }
        Map<Boolean, List<String>> parts =
                overrides.stream().collect(Collectors.partitioningBy(MachineDram::isWritten));
        return read(name, MachineDram.expand(written.with(parts.get(true))).with(parts.get(false)));
    }

    private static Machine read(String name, ConfigNode root) {
        List<String> kinds = MachineKind.ALL.stream().map(MachineKind::name).toList();
        if (!(root.value() instanceof ConfigNode.Mapping mapping)) {
            throw root.wrong("a mapping with the key kind, one of " + String.join(", ", kinds));
        }
        ConfigNode kindNode = mapping.entries().get("kind");
        if (kindNode == null || !(kindNode.value() instanceof ConfigNode.Scalar scalar)) {
            throw new InputException(root.file() + ": key 'kind' is missing; it says how the rest is read: "
                    + String.join(", ", kinds) + "; copy a preset of models/machines to start from");
        }
        MachineKind kind = MachineKind.ALL.stream()
                .filter(candidate -> candidate.name().equals(scalar.text()))
                .findFirst()
                .orElseThrow(() ->
                        Nearest.unknown("kind of machine", scalar.text(), kinds).at(kindNode.place()));
        try {
            return new Machine(name, kind.name(), kind.reader().apply(root), root);
        } catch (IllegalArgumentException e) {
            throw new InputException("machine " + root.file() + ": " + e.getMessage(), e);
        }
    }

    private static ConfigNode preset(String name) {
        if (!names().contains(name)) {
            throw Nearest.unknown("machine", name, names());
        }
        String resource = "/tessera/machines/" + (names(GPU).contains(name) ? "gpu/" : "") + name + ".yaml";
        try (InputStream in = Machines.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("preset " + resource + " is not in the build");
            }
            return ConfigNode.parse(name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("preset " + resource + " cannot be read", e);
        }
    }

    private static ConfigNode file(Path path) {
        return ConfigNode.parse(
                path.toString(),
                InputFiles.text(
                        path,
                        "machine",
                        InputFiles.CONFIGURATION_BYTES,
                        "give a YAML file or one of " + String.join(", ", names())));
    }
}
