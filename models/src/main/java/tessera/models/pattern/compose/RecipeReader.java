package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.mask.Lengths;
import tessera.models.pattern.mask.StaticKind;
import tessera.models.pattern.mask.StaticSpec;
import tessera.models.pattern.permute.Permutation;
import tessera.models.pattern.permute.PermutationKind;
import tessera.models.pattern.score.Scorer;
import tessera.models.pattern.score.ScorerKind;
import tessera.models.pattern.select.RuleKind;
import tessera.models.pattern.select.SelectRule;
import tessera.traces.check.Nearest;

/**
 * Reads one recipe of a method file.
 *
 * @param lengths how lengths in tokens are read
 * @param budget share of the keys to keep instead of the rules' own budgets; NaN for those
 */
record RecipeReader(Lengths lengths, double budget) {
    private static final int TILE = 64;

    Recipe read(ConfigNode node) {
        ConfigSection section = node.section(
                List.of(), List.of("layers", "heads", "attend", "keep", "choose", "tile", "side", "delta"));
        List<StaticSpec> keep = new ArrayList<>();
        for (ConfigNode item : list(section, "keep")) {
            keep.add(StaticKind.read(item, lengths));
        }
        List<Choice> choose = new ArrayList<>();
        for (ConfigNode item : list(section, "choose")) {
            Choice choice = choice(item);
            choose.add(Double.isNaN(budget) ? choice : choice.withShare(budget));
        }
        List<SideSpec> side = new ArrayList<>();
        for (ConfigNode item : list(section, "side")) {
            side.add(SideSpec.read(item, lengths));
        }
        Recipe.Attend attend =
                section.has("attend") ? section.choice("attend", Recipe.Attend.class) : Recipe.Attend.MASK;
        if (attend == Recipe.Attend.MASK && keep.isEmpty() && choose.isEmpty()) {
            throw node.wrong("at least one of keep and choose, or attend: dense, skip or layer_before");
        }
        return new Recipe(
                IndexRule.read(section, "layers"),
                IndexRule.read(section, "heads"),
                attend,
                keep,
                choose,
                section.has("tile") ? lengths.block(section, "tile") : TILE,
                side,
                section.has("delta")
                        ? section.node("delta").section("zero_share").number("zero_share", 0, 1)
                        : Double.NaN);
    }

    private static List<ConfigNode> list(ConfigSection section, String key) {
        return section.has(key) ? MethodReader.items(section.node(key)) : List.of();
    }

    private Choice choice(ConfigNode node) {
        if (node.value() instanceof ConfigNode.Mapping mapping
                && mapping.entries().containsKey("pattern")) {
            return special(node);
        }
        ConfigSection section =
                node.section(List.of("estimate", "select"), List.of("permute", "heads", "unite_rows", "charge"));
        ConfigNode estimate = section.node("estimate");
        ScorerKind kind = find("scorer", estimate, ScorerKind.ALL, ScorerKind::name);
        ConfigSection own = section(estimate, kind.keys(), "scorer", "query_block", "key_block");
        Scorer scorer = kind.reader().apply(own, lengths);
        ConfigNode select = section.node("select");
        RuleKind ruleKind = find("rule", select, RuleKind.ALL, RuleKind::name);
        SelectRule rule = ruleKind.reader().apply(section(select, ruleKind.keys(), "rule"), lengths);
        return new ScoredChoice(
                scorer,
                rule,
                section.has("permute") ? permutation(section.node("permute")) : Permutation.NONE,
                lengths.block(own, "query_block"),
                lengths.block(own, "key_block"),
                section.has("heads") ? section.choice("heads", HeadSharing.class) : HeadSharing.OWN,
                section.has("unite_rows") ? section.count("unite_rows", 1, 1 << 20) : 1,
                section.has("charge") ? List.of(Charge.read(section.node("charge"), lengths)) : List.of());
    }

    private Permutation permutation(ConfigNode node) {
        PermutationKind kind = find("by", node, PermutationKind.ALL, PermutationKind::name);
        return kind.reader().apply(section(node, kind.keys(), "by"), lengths);
    }

    private Choice special(ConfigNode node) {
        List<String> names = List.of("vertical_slash", "flex_prefill", "routing", "packed_band");
        String name = node.value() instanceof ConfigNode.Mapping mapping
                        && mapping.entries().get("pattern").value() instanceof ConfigNode.Scalar scalar
                ? scalar.text()
                : "";
        switch (name) {
            case "vertical_slash" -> {
                ConfigSection s = node.section("pattern", "rows", "verticals", "slashes", "block");
                return new VerticalSlashChoice(
                        lengths.tokens(s, "rows"),
                        lengths.tokens(s, "verticals"),
                        lengths.tokens(s, "slashes"),
                        lengths.block(s, "block"),
                        0);
            }
            case "flex_prefill" -> {
                ConfigSection s = node.section("pattern", "block", "mass", "limit");
                double mass = s.number("mass", 1e-9, 1);
                Scorer pooled = ScorerKind.POOLED;
                SelectRule rule = RuleKind.mass(mass);
                return new FlexPrefillChoice(lengths.block(s, "block"), mass, s.number("limit", 0, 1), pooled, rule, 0);
            }
            case "routing" -> {
                ConfigSection s = node.section("pattern", "window", "iterations");
                return new RoutingChoice(lengths.block(s, "window"), s.count("iterations", 1, 1000));
            }
            case "packed_band" -> {
                ConfigSection s = node.section("pattern", "density", "window");
                return new PackedBandChoice(s.number("density", 1e-9, 1), lengths.tokens(s, "window"));
            }
            default ->
                throw Nearest.unknown("pattern to choose by", name, names).at(node.place());
        }
    }

    private static ConfigSection section(ConfigNode node, List<String> own, String... common) {
        List<String> keys = new ArrayList<>(List.of(common));
        keys.addAll(own);
        return node.section(keys.toArray(new String[0]));
    }

    private static <T> T find(String key, ConfigNode node, List<T> all, java.util.function.Function<T, String> name) {
        List<String> names = all.stream().map(name).toList();
        if (!(node.value() instanceof ConfigNode.Mapping mapping)
                || !mapping.entries().containsKey(key)
                || !(mapping.entries().get(key).value() instanceof ConfigNode.Scalar scalar)) {
            throw node.wrong("a mapping with the key " + key + ", one of " + String.join(", ", names));
        }
        return all.stream()
                .filter(candidate -> name.apply(candidate).equals(scalar.text()))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(key, scalar.text(), names)
                        .at(mapping.entries().get(key).place()));
    }
}
