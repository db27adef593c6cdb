package tessera.models.pattern;

import java.nio.file.Path;
import java.util.List;
import tessera.traces.check.Nearest;

/** Every pattern. Adding one: a file in {@code models/patterns} or a class with a DESCRIPTION, and one line here. */
public final class Patterns {
    public static final List<PatternDescription> ALL = List.of(
            DensePattern.DESCRIPTION,
            MethodFile.preset("masformer"),
            MethodFile.preset("s2t-cross-attention"),
            MethodFile.preset("recat"),
            MethodFile.preset("dclip"),
            MethodFile.preset("clue"),
            MethodFile.preset("sener"),
            MethodFile.preset("sener-span-grid"),
            MethodFile.preset("hip"),
            MethodFile.preset("infinite-hip"),
            MethodFile.preset("dhsa"),
            MethodFile.preset("seer-attention"),
            MethodFile.preset("seer-attention-r"),
            MethodFile.preset("moa"),
            MethodFile.preset("seqboat"),
            GnaPattern.FNA,
            MethodFile.preset("dlgsanet"),
            MethodFile.preset("delta-llm"),
            MethodFile.preset("token-select"),
            MethodFile.preset("gui-kv"),
            MethodFile.preset("lut"),
            MethodFile.preset("m4le"),
            MethodFile.preset("vertical-slash"),
            MethodFile.preset("block-top-k"),
            MethodFile.preset("quest"),
            MethodFile.preset("snap-kv"),
            MethodFile.preset("ada-snap-kv"),
            MethodFile.preset("sparse-d"),
            MethodFile.preset("pbs-attn"),
            MethodFile.preset("xattention"),
            MethodFile.preset("tidal-decode"),
            MethodFile.preset("nosa"),
            GnaPattern.DESCRIPTION,
            MethodFile.preset("sea"),
            MethodFile.preset("nsa"),
            MethodFile.preset("fsa"),
            MethodFile.preset("spark"),
            MethodFile.preset("spark-ffn"),
            MethodFile.preset("sale"),
            MethodFile.preset("power-attention"),
            MethodFile.preset("double-sparsity"),
            SpattenCascadePattern.DESCRIPTION,
            MethodFile.preset("sparse-vdit"),
            MethodFile.preset("dma"),
            MethodFile.preset("infllm-v2"),
            MethodFile.preset("proxy-attn"),
            MethodFile.preset("sse"),
            MethodFile.preset("swin-bert"),
            MethodFile.preset("routing-transformer"),
            MethodFile.preset("svg2"),
            MethodFile.preset("radial"),
            MethodFile.preset("flex-prefill"),
            MethodFile.preset("sparsifiner"),
            MethodFile.preset("combiner"),
            MethodFile.preset("video-blade"),
            MethodFile.preset("point-gs"),
            MethodFile.preset("anchor-attention"),
            MethodFile.preset("mobile-vig"),
            MethodFile.preset("axial-stride"),
            MethodFile.preset("re-ttention"),
            MethodFile.preset("adaspa"),
            MethodFile.preset("ssa"));

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

    /** A pattern by name, or from a file when the name looks like one (has a slash or ends in .yaml). */
    public static PatternDescription load(String nameOrFile) {
        return nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")
                ? MethodFile.file(Path.of(nameOrFile))
                : find(nameOrFile);
    }
}
