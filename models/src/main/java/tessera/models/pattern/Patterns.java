package tessera.models.pattern;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import tessera.traces.check.Nearest;

/** Every pattern. Adding one: a file in {@code models/patterns} or a class with a DESCRIPTION, and one line here. */
public final class Patterns {
    private static final List<Entry> ENTRIES = List.of(
            built("dense", () -> DensePattern.DESCRIPTION),
            method("masformer"),
            method("s2t-cross-attention"),
            method("recat"),
            method("dclip"),
            method("clue"),
            method("sener"),
            method("sener-span-grid"),
            method("hip"),
            method("infinite-hip"),
            method("dhsa"),
            method("seer-attention"),
            method("seer-attention-r"),
            method("moa"),
            method("seqboat"),
            built("fna", () -> GnaPattern.FNA),
            method("dlgsanet"),
            method("delta-llm"),
            method("token-select"),
            method("gui-kv"),
            method("lut"),
            method("m4le"),
            method("vertical-slash"),
            method("block-top-k"),
            method("quest"),
            method("snap-kv"),
            method("ada-snap-kv"),
            method("sparse-d"),
            method("pbs-attn"),
            method("xattention"),
            method("tidal-decode"),
            method("nosa"),
            built("gna", () -> GnaPattern.DESCRIPTION),
            method("sea"),
            method("nsa"),
            method("fsa"),
            method("spark"),
            method("spark-ffn"),
            method("sale"),
            method("power-attention"),
            method("double-sparsity"),
            built("spatten-cascade", () -> SpattenCascadePattern.DESCRIPTION),
            method("sparse-vdit"),
            method("dma"),
            method("infllm-v2"),
            method("proxy-attn"),
            method("sse"),
            method("swin-bert"),
            method("routing-transformer"),
            method("svg2"),
            method("radial"),
            method("flex-prefill"),
            method("sparsifiner"),
            method("combiner"),
            method("video-blade"),
            method("point-gs"),
            method("anchor-attention"),
            method("mobile-vig"),
            method("axial-stride"),
            method("re-ttention"),
            method("adaspa"),
            method("ssa"));

    /** All of them, in order; a file is read when its pattern is first looked at. */
    public static final List<PatternDescription> ALL = new AbstractList<>() {
        private final PatternDescription[] known = new PatternDescription[ENTRIES.size()];

        @Override
        public synchronized PatternDescription get(int index) {
            if (known[index] == null) {
                known[index] = ENTRIES.get(index).description().get();
            }
            return known[index];
        }

        @Override
        public int size() {
            return known.length;
        }
    };

    private Patterns() {}

    /** One line of the list. */
    private record Entry(String name, Supplier<PatternDescription> description) {}

    private static Entry built(String name, Supplier<PatternDescription> description) {
        return new Entry(name, description);
    }

    private static Entry method(String name) {
        return new Entry(name, () -> MethodFile.preset(name));
    }

    public static List<String> names() {
        return ENTRIES.stream().map(Entry::name).toList();
    }

    /** The pattern of that name; an unknown name is an input error that tells the nearest. */
    public static PatternDescription find(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw Nearest.unknown("pattern", name, names());
        }
        return ALL.get(index);
    }

    /** A pattern by name, or from a file when the name looks like one (has a slash or ends in .yaml). */
    public static PatternDescription load(String nameOrFile) {
        return nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")
                ? MethodFile.file(Path.of(nameOrFile))
                : find(nameOrFile);
    }
}
