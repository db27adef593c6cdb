package tessera.models.pattern.select;

import java.util.List;
import java.util.function.BiFunction;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.mask.Lengths;
import tessera.traces.check.InputException;

/**
 * One rule, as written in a method file: {@code {rule: top_p, mass: 0.9, …}}.
 *
 * @param name under the key {@code rule}
 * @param keys its own keys, all required
 * @param reader of those
 */
public record RuleKind(String name, List<String> keys, BiFunction<ConfigSection, Lengths, SelectRule> reader) {
    /** Every rule. Adding one: one line here. */
    public static final List<RuleKind> ALL = List.of(
            new RuleKind(
                    "top_k",
                    List.of("tokens", "counts_kept"),
                    (s, l) -> new Rules.TopKRule(budget(l.tokens(s, "tokens"), s, "tokens"), 0, s.flag("counts_kept"))),
            new RuleKind(
                    "top_k_ratio",
                    List.of("ratio", "counts_kept"),
                    (s, l) -> new Rules.TopKRule(
                            0, positive(s.number("ratio", 0, 1), s, "ratio"), s.flag("counts_kept"))),
            new RuleKind(
                    "top_k_parts",
                    List.of("ratio", "prompt_share"),
                    (s, l) -> new HeadRules.PartsRule(
                            positive(s.number("ratio", 0, 1), s, "ratio"), s.number("prompt_share", 0, 1))),
            new RuleKind(
                    "last_rows_share",
                    List.of("mass", "least_tokens"),
                    (s, l) -> new HeadRules.LastRowsRule(
                            positive(s.number("mass", 0, 1), s, "mass"), l.tokens(s, "least_tokens"), Double.NaN)),
            new RuleKind(
                    "top_p",
                    List.of("mass", "least_share", "most_share", "whole_map", "counts_kept"),
                    (s, l) -> new Rules.TopPRule(
                            positive(s.number("mass", 0, 1), s, "mass"),
                            s.number("least_share", 0, 1),
                            s.number("most_share", s.number("least_share", 0, 1), 1),
                            s.flag("whole_map"),
                            s.flag("counts_kept"))),
            new RuleKind(
                    "threshold",
                    List.of("at_least", "relative"),
                    (s, l) -> new Rules.ThresholdRule(s.number("at_least", -1e30, 1e30), s.flag("relative"))),
            new RuleKind(
                    "statistical_top_k",
                    List.of("tokens"),
                    (s, l) -> new Rules.StatisticalRule(budget(l.tokens(s, "tokens"), s, "tokens"))));

    /** Keeps a given share of the legal cells of every row, best first: what a budget on the command line means. */
    public static SelectRule share(double share) {
        return new Rules.TopKRule(0, share, false);
    }

    /** The fewest cells of the whole map that reach a share of its sum. */
    public static SelectRule mass(double mass) {
        return new Rules.TopPRule(mass, 0, 1, true, false);
    }

    public static List<String> names() {
        return ALL.stream().map(RuleKind::name).toList();
    }

    private static int budget(int tokens, ConfigSection section, String key) {
        if (tokens == 0) {
            throw noBudget(section, key);
        }
        return tokens;
    }

    private static double positive(double value, ConfigSection section, String key) {
        if (value == 0) {
            throw noBudget(section, key);
        }
        return value;
    }

    private static InputException noBudget(ConfigSection section, String key) {
        return section.node(key).wrong("a budget above 0 (every query must keep a key)");
    }
}
