package tessera.models.pattern.score;

import java.util.List;
import java.util.function.BiFunction;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.mask.Lengths;
import tessera.models.pattern.score.BlockScorers.Aggregate;
import tessera.models.pattern.score.BlockScorers.Weight;

/**
 * One estimator, as written in a method file: {@code {scorer: antidiagonal, stride: 8, query_block: 128, key_block: 128}}.
 *
 * @param name under the key {@code scorer}
 * @param summary one line for people
 * @param keys its own keys, all required, beside query_block and key_block
 * @param reader of those
 */
public record ScorerKind(
        String name, String summary, List<String> keys, BiFunction<ConfigSection, Lengths, Scorer> reader) {
    /** Every estimator. Adding one: one class, one line here. */
    public static final List<ScorerKind> ALL = List.of(
            new ScorerKind(
                    "pooled_qk",
                    "mean query of a block x mean key of a block",
                    List.of("weight"),
                    (s, l) -> new BlockScorers.PooledQk(s.choice("weight", Weight.class))),
            new ScorerKind(
                    "exact_probability",
                    "exact probabilities per block: search-once methods and the oracle",
                    List.of("aggregate"),
                    (s, l) -> new BlockScorers.ExactProbability(s.choice("aggregate", Aggregate.class))),
            new ScorerKind(
                    "antidiagonal",
                    "sums along antidiagonals of stride x stride tiles",
                    List.of("stride"),
                    (s, l) -> new BlockScorers.Antidiagonal(stride(s, l))),
            new ScorerKind(
                    "sampled_qk",
                    "exact scores among samples of each block",
                    List.of("samples"),
                    (s, l) -> new BlockScorers.SampledQk(l.block(s, "samples"))),
            new ScorerKind(
                    "proxy_head",
                    "means over groups of heads, every stride-th token",
                    List.of("groups", "stride"),
                    (s, l) -> new BlockScorers.ProxyHead(s.count("groups", 1, 1 << 20), stride(s, l))),
            new ScorerKind(
                    "compressed_k",
                    "every query x pooled keys",
                    List.of("kernel", "stride", "pool", "passes"),
                    (s, l) -> new CompressedK(
                            l.block(s, "kernel"),
                            l.block(s, "stride"),
                            s.choice("pool", Aggregate.class) == Aggregate.MAX,
                            s.number("passes", 1, 4))),
            new ScorerKind(
                    "channel_subset",
                    "the heaviest channels of queries and keys",
                    List.of("share", "bits"),
                    (s, l) -> new TokenScorers.ChannelSubset(s.number("share", 1e-6, 1), s.count("bits", 2, 16))),
            new ScorerKind(
                    "low_bit_qk",
                    "quantised queries x keys, relative to the exact part",
                    List.of("bits"),
                    (s, l) -> new TokenScorers.LowBitQk(s.count("bits", 2, 16))),
            new ScorerKind("key_only", "a score of the key alone", List.of(), (s, l) -> new TokenScorers.KeyOnly()),
            new ScorerKind(
                    "mean_query",
                    "mean query of a block x every key, as probabilities",
                    List.of(),
                    (s, l) -> new TokenScorers.MeanQuery(true)),
            new ScorerKind(
                    "anchor",
                    "mean query of a block x every key, minus the exact part's largest score",
                    List.of(),
                    (s, l) -> new TokenScorers.MeanQuery(false)),
            new ScorerKind(
                    "page_bounds",
                    "upper bound of a page's scores from its least and largest elements",
                    List.of(),
                    (s, l) -> new TokenScorers.PageBounds()),
            new ScorerKind(
                    "last_rows",
                    "probability received from the last queries",
                    List.of("rows", "smoothing", "norm_weight"),
                    (s, l) -> new LastRows(
                            l.tokens(s, "rows"), s.count("smoothing", 1, 1 << 20), s.number("norm_weight", 0, 1e6))),
            new ScorerKind(
                    "tree_search",
                    "a coarse key range halved level by level",
                    List.of("keep_tokens"),
                    (s, l) -> new TreeSearch(l.tokens(s, "keep_tokens"))));

    /** Mean query of a block × mean key of a block, unweighted: what several methods share. */
    public static final Scorer POOLED = new BlockScorers.PooledQk(Weight.NONE);

    /** A stride is shrunk only as far as blocks leave no room for it. */
    private static int stride(ConfigSection section, Lengths lengths) {
        return Math.min(
                section.count("stride", 1, 1 << 20),
                Math.min(lengths.block(section, "query_block"), lengths.block(section, "key_block")));
    }

    public static List<String> names() {
        return ALL.stream().map(ScorerKind::name).toList();
    }
}
