package tessera.models.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tessera.traces.check.InputException;

class ConfigTest {
    private static final String MACHINE = """
            name: demo
            lanes: 16
            memory:
              bandwidth: 16 GB/s
              sizes: [1, 2, 4]
            """;

    @Test
    void readsByTypeWithUnits() {
        ConfigSection root = ConfigNode.parse("m.yaml", MACHINE).section("name", "lanes", "memory");
        assertEquals("demo", root.text("name"));
        assertEquals(16, root.powerOfTwo("lanes", 1, 64));
        ConfigSection memory = root.node("memory").section(List.of("bandwidth", "sizes"), List.of("ports"));
        assertEquals(16_000_000_000L, memory.bytesPerSecond("bandwidth"));
        assertEquals(List.of(1L, 2L, 4L), memory.integers("sizes", 1, 8));
        assertFalse(memory.has("ports"));
    }

    @Test
    void unknownKeyNamesLineAndNearest() {
        fails(
                "m.yaml:2: lane: unknown key; accepted here: name, lanes; did you mean 'lanes'?",
                () -> ConfigNode.parse("m.yaml", "name: x\nlane: 16\n").section("name", "lanes"));
    }

    @Test
    void missingKeyNamesTheKeysThatAreRequired() {
        fails(
                "m.yaml:1: key 'lanes' is missing; required here: name, lanes",
                () -> ConfigNode.parse("m.yaml", "name: x\n").section("name", "lanes"));
    }

    @Test
    void duplicateKeyNamesBothLines() {
        fails(
                "m.yaml:3: duplicate key 'memory.ports' (first at line 2); remove one",
                () -> ConfigNode.parse("m.yaml", "memory:\n  ports: 1\n  ports: 2\n"));
    }

    /** An alias must not pass for the text of its name. */
    @Test
    void anAliasIsNoValue() {
        fails(
                "m.yaml:2: twin = '*lanes': expected a value, got a YAML alias; write the value out",
                () -> ConfigNode.parse("m.yaml", "lanes: &lanes 16\ntwin: *lanes\n"));
    }

    @Test
    void malformedTextSaysWhatAndInWhichLine() {
        fails(
                "m.yaml:2: expected YAML, found: while scanning for the next token: found character '\\t(TAB)' that cannot"
                        + " start any token. (Do not use \\t(TAB) for indentation)",
                () -> ConfigNode.parse("m.yaml", "lanes:\n\tcount: 16\n"));
        fails(
                "m.yaml:4: expected YAML, found: while scanning a quoted scalar that starts in line 2: found unexpected end"
                        + " of stream",
                () -> ConfigNode.parse("m.yaml", "lanes: 16\nname: \"x\nsize: 3\n"));
        fails(
                "m.yaml: expected YAML, found: Document nesting depth (1001) exceeds the maximum allowed (1000)",
                () -> ConfigNode.parse("m.yaml", "a: " + "[".repeat(3000)));
    }

    @Test
    void wrongValueNamesLineValueAndRange() {
        ConfigSection section =
                ConfigNode.parse("m.yaml", "lanes: 12\nsize: 3\nmode: tru\n").section("lanes", "size", "mode");
        fails(
                "m.yaml:1: lanes = '12': expected a power of two between 1 and 64",
                () -> section.powerOfTwo("lanes", 1, 64));
        fails(
                "m.yaml:2: size: expected a size such as '192 KiB' (units: B, GiB, KiB, MiB), got '3'",
                () -> section.bytes("size"));
        ConfigSection clock = ConfigNode.parse("m.yaml", "clock: 0 GHz\n").section("clock");
        fails("m.yaml:1: clock = '0 GHz': expected a frequency of at least 1 Hz", () -> clock.hertz("clock"));
        fails("m.yaml:3: mode = 'tru': expected true or false", () -> section.flag("mode"));
    }

    @Test
    void emptyFileBrokenYamlAndSecondDocumentAreRefused() {
        fails("m.yaml: expected a YAML mapping, got an empty file", () -> ConfigNode.parse("m.yaml", "# nothing\n"));
        assertThrows(InputException.class, () -> ConfigNode.parse("m.yaml", "a: [1, 2\n"));
        assertThrows(InputException.class, () -> ConfigNode.parse("m.yaml", "a: 1\n---\nb: 2\n"));
        assertThrows(
                InputException.class, () -> ConfigNode.parse("m.yaml", "- 1\n").section("a"));
    }

    @Test
    void setReplacesAnExistingValueOnly() {
        ConfigNode root = ConfigNode.parse("m.yaml", MACHINE);
        ConfigNode changed = root.with("memory.bandwidth=32 GB/s").with("memory.sizes.1=8");
        ConfigSection memory =
                changed.section("name", "lanes", "memory").node("memory").section("bandwidth", "sizes");
        assertEquals(32_000_000_000L, memory.bytesPerSecond("bandwidth"));
        assertEquals(List.of(1L, 8L, 4L), memory.integers("sizes", 1, 8));
        fails(
                "--set memory.bandwith=1: m.yaml has no key 'bandwith' under 'memory'; keys there: bandwidth, sizes;"
                        + " did you mean 'bandwidth'?",
                () -> root.with("memory.bandwith=1"));
        fails("--set lanes=8: lanes is set twice; set it once", () -> root.with(List.of("lanes=4", "lanes=8")));
        fails("--set lanes: expected key=value, for example --set top_k.lanes=16", () -> root.with("lanes"));
        ConfigSection zero = root.with("lanes=zero").section("name", "lanes", "memory");
        fails("--set: lanes = 'zero': expected a whole number between 1 and 64", () -> zero.count("lanes", 1, 64));
    }

    @Test
    void printedConfigurationReadsBackEqual() {
        ConfigNode root = ConfigNode.parse("m.yaml", MACHINE).with("lanes=32");
        assertEquals(root.plain(), ConfigNode.parse("again.yaml", root.toYaml()).plain());
    }

    private static void fails(String message, Executable executable) {
        assertEquals(message, assertThrows(InputException.class, executable).getMessage());
    }
}
