package tessera.models.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tessera.models.config.ConfigNode;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** Every machine preset. Adding one: one YAML file in {@code models/machines}, one line here. */
public final class Machines {
    private static final String PAPER = "Wang, Zhang, Han: SpAtten, HPCA 2021 (arXiv 2012.09852 v3)";

    public static final List<MachineDescription> ALL = List.of(
            new MachineDescription(
                    "spatten-hpca21",
                    "spatten",
                    "SpAtten as the paper has it: 2 x 512 multipliers, 16 HBM2 channels, 512 GB/s",
                    PAPER + ", table I",
                    "first cycle model: simple memory, no query or output traffic; not yet compared with the paper"),
            new MachineDescription(
                    "spatten-1-8",
                    "spatten",
                    "the eighth-size SpAtten that the paper compares with A3 and MNNFast: 128 multipliers, 64 GB/s",
                    PAPER + ", table III",
                    "first cycle model: simple memory, no query or output traffic; not yet compared with the paper"),
            new MachineDescription(
                    "spatten-rtl",
                    "spatten-rtl",
                    "the released RTL as its script runs it: 2 x 64 multipliers, 2 channels, 32 GB/s",
                    "mit-han-lab/spatten, run_spatten_hardware.py, SpAtten.scala",
                    "cycle-exact: 77 of 77 runs of the RTL to the cycle, in total and for every row (docs/spatten-rtl.md)"));

    private Machines() {}

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
        boolean isFile = nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml");
        for (String assignment : overrides) {
            if (assignment.matches("\\s*(name|kind)\\s*=.*")) {
                throw new InputException("--set " + assignment + ": name and kind belong to the file, a run is told apart by its"
                        + " overrides; to rename a machine, copy its file and pass --machine FILE.yaml");
            }
        }
        Map<Boolean, List<String>> parts =
                overrides.stream().collect(Collectors.partitioningBy(MachineDram::isWritten));
        ConfigNode written = (isFile ? file(Path.of(nameOrFile)) : preset(nameOrFile)).with(parts.get(true));
        return read(nameOrFile, MachineDram.expand(written).with(parts.get(false)));
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
        String resource = "/tessera/machines/" + name + ".yaml";
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
        try {
            return ConfigNode.parse(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new InputException(
                    "machine " + path + ": cannot be read (" + FileTrouble.reason(e) + "); give a YAML file or one of "
                            + String.join(", ", names()),
                    e);
        }
    }
}
