package tessera.models.pattern.permute;

import java.util.List;
import java.util.function.BiFunction;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.mask.Lengths;

/**
 * One way of reordering, as written in a method file: {@code permute: {by: segment_sort, segment: 256, rows: 128}}.
 *
 * @param name under the key {@code by}
 * @param keys its own keys, all required
 * @param reader of those
 */
public record PermutationKind(String name, List<String> keys, BiFunction<ConfigSection, Lengths, Permutation> reader) {
    /** Every way. Adding one: one class, one line here. */
    public static final List<PermutationKind> ALL = List.of(
            new PermutationKind("none", List.of(), (s, l) -> Permutation.NONE),
            new PermutationKind(
                    "k_means",
                    List.of("iterations", "charged_iterations"),
                    (s, l) -> new Permutations.Clusters(
                            s.count("iterations", 1, 1000), s.count("charged_iterations", 0, 1000))),
            new PermutationKind(
                    "segment_sort",
                    List.of("segment", "rows"),
                    (s, l) -> new Permutations.SegmentSort(l.block(s, "segment"), l.tokens(s, "rows"))),
            new PermutationKind("variable_chunks", List.of(), (s, l) -> new Permutations.VariableChunks()),
            new PermutationKind("curve", List.of(), (s, l) -> new Permutations.Curve(false)),
            new PermutationKind("gilbert", List.of(), (s, l) -> new Permutations.Curve(true)));

    public static List<String> names() {
        return ALL.stream().map(PermutationKind::name).toList();
    }
}
