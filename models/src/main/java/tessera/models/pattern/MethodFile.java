package tessera.models.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.compose.ComposedPattern;
import tessera.models.plan.Phase;
import tessera.traces.file.InputFiles;

/** A method composed in YAML: {@code about} says what it is, {@code method} what it does. Format: docs/patterns.md. */
final class MethodFile {
    private static final List<String> ABOUT =
            List.of("paper", "class", "fidelity", "trace_needs", "summary", "source", "check", "status");
    private static final List<String> ABOUT_OPTIONAL = List.of("row", "missing_on_spatten", "alias", "shapes");
    /** Parameters that every method has. */
    private static final String COMMON = """
            scale: 1         # factor on budgets and blocks for short inputs, or auto: length / reference_length
            budget: authors  # or the share of the keys that every choice keeps; 1 keeps all
            noise: 0         # Gaussian noise on scores, in standard deviations: a worse predictor
            seed: 1
            """;

    private MethodFile() {}

    /** A preset from models/patterns. */
    static PatternDescription preset(String name) {
        String resource = "/tessera/patterns/" + name + ".yaml";
        try (InputStream in = MethodFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("method " + resource + " is not in the build");
            }
            return read(name, name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("method " + resource + " cannot be read", e);
        }
    }

    /** A person's own file. */
    static PatternDescription file(Path path) {
        String text = InputFiles.text(
                path, "pattern", InputFiles.CONFIGURATION_BYTES, "give a YAML file or a name (tessera list patterns)");
        return read(path.getFileName().toString().replaceFirst("\\.ya?ml$", ""), path.toString(), text);
    }

    /** A method from the text of a file. */
    static PatternDescription read(String name, String file, String text) {
        ConfigSection root = ConfigNode.parse(file, text).section("about", "method");
        ConfigSection about = root.node("about").section(ABOUT, ABOUT_OPTIONAL);
        ConfigNode method = root.node("method");
        return new PatternDescription(
                name,
                about.text("class"),
                about.text("paper"),
                fidelity(about),
                about.text("trace_needs"),
                about.text("summary"),
                about.text("source"),
                about.text("check"),
                about.text("status"),
                COMMON + methodText(text, method),
                section -> new ComposedPattern(name, section.asNode()),
                catalogue(about, method));
    }

    /** The method as it was written, comments included, where it stands last; else as it was read. */
    private static String methodText(String text, ConfigNode method) {
        int start = text.indexOf("\nmethod:\n");
        String block = start < 0 ? "" : text.substring(start + "\nmethod:\n".length());
        boolean isLast = start >= 0 && block.lines().allMatch(line -> line.isBlank() || line.startsWith("  "));
        return isLast ? block.indent(-2) : method.toYaml();
    }

    private static Fidelity fidelity(ConfigSection about) {
        return switch (about.text("fidelity")) {
            case "A" -> Fidelity.A;
            case "B" -> Fidelity.B;
            case "C" -> Fidelity.C;
            case "W" -> Fidelity.W;
            default -> throw about.node("fidelity").wrong("A (exact), B (oracle), C (reconstruction) or W (workload)");
        };
    }

    private static Catalogue catalogue(ConfigSection about, ConfigNode method) {
        String actsIn = method.value() instanceof ConfigNode.Mapping mapping
                        && mapping.entries().containsKey("acts_in")
                        && mapping.entries().get("acts_in").value() instanceof ConfigNode.Scalar scalar
                ? scalar.text()
                : "both";
        List<Phase> phases = switch (actsIn) {
            case "prefill" -> List.of(Phase.PREFILL);
            case "decode" -> List.of(Phase.DECODE);
            default -> List.of(Phase.PREFILL, Phase.DECODE);
        };
        List<String> shapes = about.has("shapes") && about.node("shapes").value() instanceof ConfigNode.Items list
                ? list.items().stream()
                        .map(item -> ((ConfigNode.Scalar) item.value()).text())
                        .toList()
                : List.of();
        return new Catalogue(
                about.has("row") ? about.count("row", 1, 51) : 0,
                phases,
                about.has("alias") ? about.text("alias") : "",
                about.has("missing_on_spatten") ? about.text("missing_on_spatten") : "",
                shapes);
    }
}
