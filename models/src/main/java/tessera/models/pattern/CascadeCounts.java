package tessera.models.pattern;

import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.KeepSchedule;
import tessera.models.plan.Phase;
import tessera.traces.check.InputException;

/** The keep ratios and bit widths of the patterns that can be run on a shape alone, without values. */
public final class CascadeCounts {
    /** Name of the pattern that prunes nothing. */
    public static final String DENSE = "dense";

    private static final String CASCADE = "spatten-cascade";

    private CascadeCounts() {}

    /** Whether a pattern is one of these. */
    public static boolean isKnown(String pattern) {
        return pattern.equals(DENSE) || pattern.equals(CASCADE);
    }

    /** The pattern's numbers for a phase; an input error for a pattern that decides on values. */
    public static CascadeParams of(String pattern, List<String> overrides, Phase phase) {
        PatternDescription description = Patterns.find(pattern);
        ConfigNode parameters = description.parameters(overrides);
        ConfigSection section = description.section(parameters);
        return switch (pattern) {
            case CASCADE -> SpattenCascadePattern.params(section, phase);
            case DENSE ->
                new CascadeParams(KeepSchedule.KEEP_ALL, KeepSchedule.KEEP_ALL, 1, DensePattern.precision(section));
            default ->
                throw new InputException("pattern " + pattern
                        + " needs the values of a trace; on a shape take dense or spatten-cascade");
        };
    }
}
