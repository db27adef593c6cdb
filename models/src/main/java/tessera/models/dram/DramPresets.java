package tessera.models.dram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.config.ConfigNode;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.file.InputFiles;

/** Every bundled memory, and the way from a name or a file to {@link DramParams}. */
public final class DramPresets {
    private static final String RAMULATOR = "Ramulator 2.1 (CMU-SAFARI/ramulator2 c5b1c3a)";
    private static final String DRAMSIM = "DRAMsim3 (umd-memsys/DRAMsim3 2981759)";
    private static final String COMPARED = "compared row by row with runs of that simulator";
    private static final String SAME_DEVICE = "same device and policy as a compared preset, other map";
    private static final String GATES_ONLY = "no reference run exists: checked by exact-clock gates only";

    /** In the order in which they are listed. */
    public static final List<DramPreset> ALL = List.of(
            new DramPreset("d3-hbm2-a", "HBM2 legacy, 16 channels, row.bankgroup.bank.ch.col", DRAMSIM, COMPARED),
            new DramPreset("d3-hbm2-b", "HBM2 legacy, 16 channels, row.bank.bankgroup.col.ch", DRAMSIM, COMPARED),
            new DramPreset("d3-hbm2-c", "HBM2 legacy, 16 channels, row.bank.col.bankgroup.ch", DRAMSIM, SAME_DEVICE),
            new DramPreset("r2-hbm2-b", "HBM2 pseudo-channels, 16 channels, RoBaRaCoCh", RAMULATOR, COMPARED),
            new DramPreset("r2-hbm2-bh", "as r2-hbm2-b with row-hit protection", RAMULATOR, COMPARED),
            new DramPreset("r2-hbm2-m", "as r2-hbm2-b with the map MOP4CLXOR", RAMULATOR, SAME_DEVICE),
            new DramPreset(
                    "r2-hbm2-spatten",
                    "HBM2 as configured in SpAtten's release: no refresh, burst of 4 clocks",
                    "Ramulator 2 of October 2023 with mit-han-lab/spatten's configuration",
                    "latencies and rates of that configuration; exact-clock gates"),
            new DramPreset("d3-ddr4-b", "DDR4-3200, 1 channel, row.bank.bankgroup.col", DRAMSIM, COMPARED),
            new DramPreset("d3-ddr4-c", "DDR4-3200, 1 channel, row.bank.col.bankgroup", DRAMSIM, SAME_DEVICE),
            new DramPreset("r2-ddr4-b", "DDR4-3200, 1 channel, RoBaRaCoCh", RAMULATOR, COMPARED),
            new DramPreset("r2-ddr4-m", "DDR4-3200, 1 channel, MOP4CLXOR", RAMULATOR, SAME_DEVICE),
            new DramPreset("hbm2e", "HBM2E-3200, 16 channels of 2 pseudo-channels", "JESD235D", GATES_ONLY),
            new DramPreset("hbm3", "HBM3-6400, 16 channels of 2 pseudo-channels", "JESD238", GATES_ONLY),
            new DramPreset("ddr5", "DDR5-4800, 2 channels of 32 bits", "JESD79-5", GATES_ONLY),
            new DramPreset("lpddr5", "LPDDR5-6400, 4 channels of 16 bits", "JESD209-5B", GATES_ONLY),
            new DramPreset("gddr6", "GDDR6-14000, 16 channels of 16 bits", "JESD250", GATES_ONLY));

    private static final String FOLDER = "/tessera/machines/dram/";

    private DramPresets() {}

    /** Names of {@link #ALL}. */
    public static List<String> names() {
        return ALL.stream().map(DramPreset::name).toList();
    }

    /**
     * The preset with its device table put in: what {@link ConfigNode#with} changes and {@link #params} reads.
     *
     * @param nameOrFile a name of {@link #ALL} (letter case ignored), or a file ending in {@code .yaml}
     */
    public static ConfigNode resolve(String nameOrFile) {
        ConfigNode preset;
        Path folder = Path.of("");
        if (nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
            Path file = Path.of(nameOrFile);
            preset = ConfigNode.parse(nameOrFile, text(file));
            folder = file.toAbsolutePath().getParent();
        } else {
            String name = nameOrFile.toLowerCase(java.util.Locale.ROOT);
            if (!names().contains(name)) {
                throw Nearest.unknown("DRAM preset", nameOrFile, names());
            }
            preset = bundled(name + ".yaml");
        }
        return withDevice(preset, folder);
    }

    /** The memory that a resolved preset describes; what cannot hold is an {@link InputException}. */
    public static DramParams params(ConfigNode resolved) {
        return DramReader.read(resolved);
    }

    /** A bundled preset as it stands. */
    public static DramParams params(String name) {
        return params(resolve(name));
    }

    /** Replaces {@code device: FILE} by the keys of that file. */
    private static ConfigNode withDevice(ConfigNode preset, Path folder) {
        if (!(preset.value() instanceof ConfigNode.Mapping mapping)
                || !mapping.entries().containsKey("device")) {
            return preset;
        }
        ConfigNode reference = mapping.entries().get("device");
        if (!(reference.value() instanceof ConfigNode.Scalar scalar)) {
            throw reference.wrong("the name of a device table such as device/hbm2-pseudo-channel.yaml");
        }
        Path beside = folder.resolve(scalar.text());
        ConfigNode device = Files.isRegularFile(beside)
                ? ConfigNode.parse(beside.toString(), text(beside))
                : bundledDevice(reference, scalar.text());
        device.section(DramReader.DEVICE_KEYS.toArray(String[]::new));
        Map<String, ConfigNode> merged = new LinkedHashMap<>(mapping.entries());
        merged.remove("device");
        ((ConfigNode.Mapping) device.value()).entries().forEach((key, value) -> {
            ConfigNode earlier = merged.put(key, value);
            if (earlier != null) {
                throw new InputException(earlier.place() + ": also given by the device table " + scalar.text()
                        + "; remove it here or write the device's keys here instead of 'device'");
            }
        });
        return new ConfigNode(preset.file(), preset.line(), preset.path(), new ConfigNode.Mapping(merged));
    }

    private static ConfigNode bundledDevice(ConfigNode reference, String name) {
        if (!name.matches("device/[a-z0-9-]+\\.yaml") || DramPresets.class.getResource(FOLDER + name) == null) {
            throw reference.wrong(
                    "a device table beside this file or a bundled one such as" + " device/hbm2-pseudo-channel.yaml");
        }
        return bundled(name);
    }

    private static ConfigNode bundled(String name) {
        try (InputStream in = DramPresets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("bundled preset " + name + " is missing from the build");
            }
            return ConfigNode.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("bundled preset " + name + " cannot be read", e);
        }
    }

    private static String text(Path file) {
        return InputFiles.text(
                file,
                "DRAM preset",
                InputFiles.CONFIGURATION_BYTES,
                "give a YAML file or one of " + String.join(", ", names()));
    }
}
