package tessera.models.pattern.mask;

import java.util.List;
import java.util.function.BiFunction;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.traces.check.Nearest;

/**
 * One generator of static masks, as written in a method file: {@code {mask: band, width: 512}}.
 *
 * @param name under the key {@code mask}
 * @param summary one line for people
 * @param keys the other keys, all required
 * @param reader of those
 */
public record StaticKind(
        String name, String summary, List<String> keys, BiFunction<ConfigSection, Lengths, StaticSpec> reader) {
    /** Every generator. Adding one: one line here. */
    public static final List<StaticKind> ALL = List.of(
            new StaticKind("full", "every visible key", List.of(), (s, l) -> BasicMasks.full()),
            new StaticKind(
                    "band",
                    "keys less than width before the query, and after it where not causal",
                    List.of("width"),
                    (s, l) -> BasicMasks.band(l.tokens(s, "width"))),
            new StaticKind(
                    "band_share",
                    "a centred band whose whole width is a share of the sequence",
                    List.of("share"),
                    (s, l) -> BasicMasks.bandShare(s.number("share", 1e-9, 1))),
            new StaticKind(
                    "sink", "the first keys", List.of("tokens"), (s, l) -> BasicMasks.sink(l.tokens(s, "tokens"))),
            new StaticKind(
                    "global",
                    "first rows and columns whole",
                    List.of("rows", "columns"),
                    (s, l) -> BasicMasks.global(s.count("rows", 0, 1 << 30), s.count("columns", 0, 1 << 30))),
            new StaticKind(
                    "tail",
                    "last rows and columns whole: text behind a picture, for example",
                    List.of("rows", "columns"),
                    (s, l) -> BasicMasks.tail(l.tokens(s, "rows"), l.tokens(s, "columns"))),
            new StaticKind(
                    "chunk",
                    "own block and look_back blocks before it",
                    List.of("block", "look_back"),
                    (s, l) -> BlockMasks.chunk(l.block(s, "block"), s.count("look_back", 0, 1 << 20))),
            new StaticKind(
                    "near_blocks",
                    "the query's block and blocks near it, so many tokens in all before it",
                    List.of("block", "tokens"),
                    (s, l) -> BlockMasks.near(l.block(s, "block"), l.tokens(s, "tokens"))),
            new StaticKind(
                    "group_start",
                    "from the start of the query's aligned group on",
                    List.of("group"),
                    (s, l) -> BlockMasks.groupStart(l.block(s, "group"))),
            new StaticKind(
                    "aligned_band",
                    "at least width keys back to a multiple of block",
                    List.of("width", "block"),
                    (s, l) -> BlockMasks.aligned(l.tokens(s, "width"), l.block(s, "block"))),
            new StaticKind(
                    "power_of_two",
                    "blocks at a distance of a power of two",
                    List.of("block"),
                    (s, l) -> BlockMasks.powerOfTwo(l.block(s, "block"))),
            new StaticKind(
                    "elastic_band",
                    "per head a band of alpha + beta N tokens, in blocks, beta spread over heads",
                    List.of("block", "alpha", "least_share", "most_share"),
                    BlockMasks::elastic),
            new StaticKind(
                    "frame_diagonals",
                    "equal places of frames no further apart than reach, within half_width",
                    List.of("frames", "half_width", "reach"),
                    (s, l) -> GridMasks.frameDiagonals(
                            s.count("frames", 1, 1 << 20), s.number("half_width", 0, 1), s.count("reach", 0, 1 << 20))),
            new StaticKind(
                    "frame_stripes",
                    "the first places of every frame, and the first frames whole",
                    List.of("frames", "share", "whole_frames"),
                    (s, l) -> GridMasks.frameStripes(
                            s.count("frames", 1, 1 << 20),
                            s.number("share", 0, 1),
                            s.count("whole_frames", 0, 1 << 20))),
            new StaticKind(
                    "radial",
                    "width decays with the distance of frames (Radial Attention)",
                    List.of("frames", "block", "decay", "sink_frame"),
                    (s, l) -> RadialMask.spec(
                            s.count("frames", 2, 1 << 20),
                            l.block(s, "block"),
                            s.number("decay", 1e-9, 8),
                            s.flag("sink_frame"))),
            new StaticKind(
                    "axial",
                    "own row and own column within half_width, of a square grid",
                    List.of("half_width"),
                    (s, l) -> GridMasks.axial(l.tokens(s, "half_width"))),
            new StaticKind(
                    "axial_stride",
                    "every step-th place of own row and own column, wrapped",
                    List.of("step"),
                    (s, l) -> GridMasks.axialStride(s.count("step", 1, 1 << 20))),
            new StaticKind(
                    "neighbours",
                    "the k nearest of seeded random points in three dimensions",
                    List.of("k", "seed"),
                    (s, l) -> RandomMasks.neighbours(l.tokens(s, "k"), s.integer("seed", 0, Long.MAX_VALUE))),
            new StaticKind(
                    "random",
                    "the diagonal and seeded random pairs",
                    List.of("density", "seed"),
                    (s, l) -> RandomMasks.random(s.number("density", 0, 1), s.integer("seed", 0, Long.MAX_VALUE))),
            new StaticKind(
                    "file",
                    "rows of 0 and 1, one a query, from a text file",
                    List.of("path"),
                    (s, l) -> RandomMasks.file(s.text("path"))));

    /** Reads one generator. */
    public static StaticSpec read(ConfigNode node, Lengths lengths) {
        if (!(node.value() instanceof ConfigNode.Mapping mapping)
                || !mapping.entries().containsKey("mask")) {
            throw node.wrong("a mapping with the key mask, one of " + String.join(", ", names()));
        }
        ConfigNode named = mapping.entries().get("mask");
        if (!(named.value() instanceof ConfigNode.Scalar scalar)) {
            throw named.wrong("one of " + String.join(", ", names()));
        }
        StaticKind kind = ALL.stream()
                .filter(candidate -> candidate.name.equals(scalar.text()))
                .findFirst()
                .orElseThrow(
                        () -> Nearest.unknown("mask", scalar.text(), names()).at(named.place()));
        List<String> required = new java.util.ArrayList<>(List.of("mask"));
        required.addAll(kind.keys);
        return kind.reader.apply(node.section(required.toArray(new String[0])), lengths);
    }

    public static List<String> names() {
        return ALL.stream().map(StaticKind::name).toList();
    }
}
