package tessera.models.pattern;

import java.util.List;
import tessera.traces.check.Nearest;

/** Every pattern. Adding one: one class with a DESCRIPTION, one line here. */
public final class Patterns {
    public static final List<PatternDescription> ALL =
            List.of(DensePattern.DESCRIPTION, SpattenCascadePattern.DESCRIPTION, GnaPattern.DESCRIPTION);

    private Patterns() {}

    public static List<String> names() {
        return ALL.stream().map(PatternDescription::name).toList();
    }

    /** The pattern of that name; an unknown name is an input error that tells the nearest. */
    public static PatternDescription find(String name) {
        return ALL.stream()
                .filter(description -> description.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown("pattern", name, names()));
    }
}
