package tessera.models.machine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.dram.DramPresets;

/**
 * The section {@code dram} of a machine file: names a DRAM preset, and is filled up with what the preset says, so that
 * every part of it can be overridden and is stored with a run.
 */
final class MachineDram {
    /** In place of a preset: the section {@code memory} holds, latency and bandwidth only. */
    static final String IDEAL = "ideal";

    static final List<String> DEVICE_KEYS =
            List.of("name", "map", "controller", "organisation", "timing", "commands", "constraints", "energy");

    private static final String SECTION = "dram";
    private static final String PRESET = "preset";
    private static final String CHANNELS = "channels";
    private static final String OUTSTANDING = "outstanding_per_channel";
    private static final Set<String> WRITTEN_KEYS =
            Set.of("dram.preset", "dram.map", "dram.channels", "dram.outstanding_per_channel");

    private MachineDram() {}

    /** Whether an override is to something that a machine file itself holds, not its DRAM preset. */
    static boolean isWritten(String assignment) {
        String key =
                assignment.substring(0, Math.max(0, assignment.indexOf('='))).trim();
        return !key.startsWith(SECTION + ".") || WRITTEN_KEYS.contains(key);
    }

    /** The machine with its DRAM preset put in; as it is where it names none. */
    static ConfigNode expand(ConfigNode root) {
        if (!(root.value() instanceof ConfigNode.Mapping machine)
                || !machine.entries().containsKey(SECTION)
                || !(machine.entries().get(SECTION).value() instanceof ConfigNode.Mapping section)
                || !section.entries().containsKey(PRESET)) {
            return root;
        }
        ConfigNode given = machine.entries().get(SECTION);
        String preset = text(section.entries().get(PRESET));
        if (preset.equals(IDEAL)) {
            return root;
        }
        ConfigNode device = DramPresets.resolve(preset);
        ConfigNode channels = section.entries().get(CHANNELS);
        if (channels != null) {
            device = device.with("organisation.channels=" + text(channels));
        }
        Map<String, ConfigNode> filled = new LinkedHashMap<>(((ConfigNode.Mapping) device.value()).entries());
        filled.putAll(section.entries());
        filled.remove(CHANNELS);
        ConfigNode map = section.entries().get("map");
        if (map != null && text(map).equals(PRESET)) {
            filled.put("map", ((ConfigNode.Mapping) device.value()).entries().get("map"));
        }
        Map<String, ConfigNode> entries = new LinkedHashMap<>(machine.entries());
        entries.put(SECTION, new ConfigNode(given.file(), given.line(), given.path(), new ConfigNode.Mapping(filled)));
        return new ConfigNode(root.file(), root.line(), root.path(), new ConfigNode.Mapping(entries));
    }

    private static String text(ConfigNode node) {
        if (node.value() instanceof ConfigNode.Scalar scalar) {
            return scalar.text();
        }
        throw node.wrong("a single value");
    }

    /** Whether the machine stands on the ideal memory. */
    static boolean isIdeal(ConfigNode node) {
        return text(node.section(List.of(PRESET), all()).node(PRESET)).equals(IDEAL);
    }

    /** The memory that an expanded section describes. */
    static DramMemoryParams read(ConfigNode node, long cycleFs) {
        ConfigSection section = node.section(List.of(PRESET, OUTSTANDING), DEVICE_KEYS);
        Map<String, ConfigNode> device = new LinkedHashMap<>();
        for (String key : DEVICE_KEYS) {
            if (section.has(key)) {
                device.put(key, section.node(key));
            }
        }
        return new DramMemoryParams(
                DramPresets.params(
                        new ConfigNode(node.file(), node.line(), node.path(), new ConfigNode.Mapping(device))),
                section.count(OUTSTANDING, 1, 1 << 16),
                cycleFs);
    }

    private static List<String> all() {
        List<String> keys = new java.util.ArrayList<>(DEVICE_KEYS);
        keys.add(OUTSTANDING);
        keys.add(CHANNELS);
        return keys;
    }
}
