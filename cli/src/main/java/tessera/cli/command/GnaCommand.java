package tessera.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tessera.cli.gna.GnaFiles;
import tessera.cli.gna.GnaReport;
import tessera.cli.gna.GnaSuggestions;
import tessera.cli.gna.GpuCalibration;
import tessera.cli.gna.GpuOptions;
import tessera.cli.gna.GpuSuggestions;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.GivenOptions;
import tessera.cli.simulate.TimelineFile;
import tessera.models.bound.EndToEnd;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.Tiling;
import tessera.models.gna.io.ProblemFields;
import tessera.models.gna.io.ShapeText;
import tessera.models.gna.suggest.Windows;
import tessera.sim.gpu.GpuEstimator;
import tessera.sim.gpu.GpuRun;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** {@code tessera gna}: exact tile analysis of one GNA problem, or of many. */
@Command(
        name = "gna",
        description = "Exact tile analysis of Neighborhood and Generalized Neighborhood Attention problems.",
        footer = {
            "",
            "Examples:",
            "  tessera gna --layout 30x48x80 --window 18x24x24 --stride 16x8x8 --query-tile 4x8x8 --kv-tile 2x8x8",
            "  tessera gna --layout 256x256 --window 80x80 --stride 16x16",
            "  tessera gna --layout 16x44x80 --window 16x24x16 --suggest",
            "  tessera gna --problems problems.jsonl --format json",
            "",
            "A problems file holds one JSON object a line with the keys layout, window, stride, dilation, causal,",
            "query_tile, kv_tile, tiling: {\"layout\": [256, 256], \"window\": [80, 80], \"stride\": [16, 16]}"
        })
public final class GnaCommand implements Callable<Integer> {
    private static final int MOST_WINDOWS = 12;
    private static final List<String> KV_TILINGS = List.of("static", "dynamic", "both");

    @Option(names = "--layout", paramLabel = "30x48x80", description = "Tokens per axis, the last axis fastest.")
    private String layout;

    @Option(names = "--window", paramLabel = "18x24x24", description = "Keys that a query sees, per axis.")
    private String window;

    @Option(names = "--stride", paramLabel = "16x8x8", description = "Queries that share a window (default: 1).")
    private String stride;

    @Option(names = "--dilation", paramLabel = "1x1x1", description = "Gap between keys (default: 1).")
    private String dilation;

    @Option(names = "--causal", paramLabel = "no,no,no", description = "Per axis: keys after the query are masked.")
    private String causal;

    @Option(names = "--query-tile", paramLabel = "4x8x8", description = "Default: first Blackwell tile of this rank.")
    private String queryTile;

    @Option(names = "--kv-tile", paramLabel = "2x8x8", description = "Default: first Blackwell tile of this rank.")
    private String kvTile;

    @Option(
            names = "--tiling",
            paramLabel = "multi_dim|flat",
            description = "Tiles are boxes, or runs of tokens in raster order (default: multi_dim).")
    private String tiling;

    @Option(
            names = "--kv-tiling",
            paramLabel = "static|dynamic|both",
            defaultValue = "both",
            description = "KV tiles on a fixed grid, or from the first key needed (default: both).")
    private String kvTiling;

    @Option(names = "--no-histogram", description = "Leave kv_tiles_histogram out.")
    private boolean withoutHistogram;

    @Option(names = "--heads", paramLabel = "N", description = "Heads, for CTAs and FLOPs; with --head-dim.")
    private Integer heads;

    @Option(names = "--head-dim", paramLabel = "N", description = "Width of a head, for FLOPs; with --heads.")
    private Integer headDim;

    @Option(names = "--problems", paramLabel = "FILE.jsonl", description = "Answer every line of a file (- = stdin).")
    private String problems;

    @Option(
            names = "--suggest",
            description = "Rank the released tiles for this mask, and find the strides without waste.")
    private boolean suggest;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "3",
            description = "With --suggest: tile pairs shown per kernel (default: 3).")
    private int top;

    @Option(
            names = "--sparsity",
            paramLabel = "SHARE",
            description = "With --suggest --gpu, in place of --window: search windows that leave out this share.")
    private Double sparsity;

    @Option(
            names = "--attention-share",
            paramLabel = "SHARE",
            description = "Also estimate the whole model: attention's share of a dense step's time, such as 0.518.")
    private Double attentionShare;

    @Option(names = "--steps", paramLabel = "N", description = "Diffusion steps of the whole model (default: 1).")
    private Integer steps;

    @Option(names = "--dense-steps", paramLabel = "N", description = "Steps that keep dense attention (default: 0).")
    private Integer denseSteps;

    @Option(
            names = "--timeline",
            paramLabel = "FILE",
            description = "With --gpu: also write which SM ran CTAs when, for ui.perfetto.dev (FILE.json[.gz]).")
    private Path timelineFile;

    @Option(
            names = "--calibrate",
            paramLabel = "ROWS.csv",
            description = "Predict measured kernels, refit the constants; with --out DIR write the new files there.")
    private Path calibrate;

    @Mixin
    private GpuOptions gpu = new GpuOptions();

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        GivenOptions given = new GivenOptions(spec);
        if (calibrate != null) {
            given.only("--calibrate", "the measured rows say it all", "--calibrate");
            new GpuCalibration(calibrate).print(common, out);
            return 0;
        }
        if (problems != null) {
            given.only("--problems", "the lines of the file say it all", "--problems", "--kv-tiling", "--no-histogram");
            Optional<String> refusal = new GnaFiles(common, options()).answer(problems, out);
            refusal.ifPresent(message -> say(message));
            return refusal.isPresent() ? 2 : 0;
        }
        if (given.has("--top") && (!suggest || gpu.isAsked())) {
            throw new InputException(
                    "--top " + top + " is about the list of --suggest without --gpu; expected it there");
        }
        if (sparsity != null) {
            return suggestWindows(out);
        }
        Optional<EndToEnd> model = wholeModel();
        if (timelineFile != null && (!gpu.isAsked() || suggest)) {
            throw new InputException(
                    "--timeline shows one problem on a GPU; expected --gpu beside it, such as --gpu b200,"
                            + " and no --suggest");
        }
        Optional<TimelineFile> timeline = Optional.ofNullable(timelineFile).map(TimelineFile::new);
        ProblemFields fields = fields();
        boolean hasDefaultTiles = fields.hasDefaultTiles();
        GpuEstimator estimator = new GpuEstimator();
        fields.gpu.fillTiles(fields, estimator.catalog());
        if (suggest) {
            if (gpu.isAsked()) {
                new GpuSuggestions(fields.gpu.query().orElseThrow(), estimator, fields.problem()).print(common, out);
            } else {
                new GnaSuggestions(fields.problem(), top, headDim).print(common, out);
            }
            return 0;
        }
        GnaReport report = gpu.isAsked()
                ? new GnaReport(fields.problem(), options(), fields.gpu.query().orElseThrow(), estimator)
                : new GnaReport(fields.problem(), options(), heads, headDim);
        if (hasDefaultTiles && !common.quiet) {
            sayDefaultTiles(fields, estimator);
        }
        (model.isPresent() ? report.inside(model.get()) : report).print(common, out);
        timeline.ifPresent(file -> writeTimeline(file, fields, estimator));
        return 0;
    }

    /** Windows of one sparsity in place of one window. */
    private int suggestWindows(PrintWriter out) {
        if (!suggest || !gpu.isAsked() || window != null || layout == null) {
            throw new InputException("--sparsity goes with --suggest, --gpu and --layout, in place of --window; such as"
                    + " --layout 30x48x80 --sparsity 0.9 --suggest --gpu b200");
        }
        List<GnaProblem> masks = new ArrayList<>();
        GpuEstimator estimator = new GpuEstimator();
        ProblemFields fields = null;
        for (int[] extents : Windows.ofSparsity(ShapeText.numbers("--layout", layout), sparsity, MOST_WINDOWS)) {
            window = IntStream.of(extents).mapToObj(String::valueOf).collect(Collectors.joining("x"));
            fields = fields();
            fields.gpu.fillTiles(fields, estimator.catalog());
            masks.add(fields.problem());
        }
        new GpuSuggestions(fields.gpu.query().orElseThrow(), estimator, masks).print(common, out);
        return 0;
    }

    private Optional<EndToEnd> wholeModel() {
        if (attentionShare == null) {
            if (steps != null || denseSteps != null) {
                throw new InputException("--steps and --dense-steps go with --attention-share, such as"
                        + " --attention-share 0.518 --steps 28 --dense-steps 9");
            }
            return Optional.empty();
        }
        return Optional.of(
                new EndToEnd(attentionShare, steps == null ? 1 : steps, denseSteps == null ? 0 : denseSteps));
    }

    private void writeTimeline(TimelineFile file, ProblemFields fields, GpuEstimator estimator) {
        GpuRun.traced(estimator.plan(fields.gpu.query().orElseThrow(), fields.problem()), file.recorder());
        file.write(spec.commandLine().getErr());
    }

    private void sayDefaultTiles(ProblemFields fields, GpuEstimator estimator) {
        GnaProblem problem = fields.problem();
        String kernel = gpu.isAsked()
                ? "kernel "
                        + estimator
                                .catalog()
                                .kernel(fields.gpu.query().orElseThrow())
                                .name()
                : fields.defaultTiles().kernel();
        say("no tiles given: took " + problem.queryTile() + " | " + problem.kvTile() + " (query | KV), the default of "
                + kernel + " for " + problem.queryTile().rank() + "-D tiles");
    }

    private ProblemFields fields() {
        if (layout == null || window == null) {
            throw new InputException("expected --layout and --window (such as --layout 256x256 --window 80x80), or"
                    + " --problems FILE.jsonl");
        }
        ProblemFields fields = new ProblemFields();
        fields.layout = ShapeText.numbers("--layout", layout);
        fields.window = ShapeText.numbers("--window", window);
        fields.stride = numbers("--stride", stride);
        fields.dilation = numbers("--dilation", dilation);
        fields.causal = causal == null ? new boolean[0] : ShapeText.flags("--causal", causal);
        fields.queryTile = numbers("--query-tile", queryTile);
        fields.kvTile = numbers("--kv-tile", kvTile);
        fields.tiling = tiling == null ? Tiling.MULTI_DIM : Tiling.of(tiling);
        gpu.fill(fields, heads, headDim);
        return fields;
    }

    private static int[] numbers(String option, String text) {
        return text == null ? new int[0] : ShapeText.numbers(option, text);
    }

    private GnaOptions options() {
        return switch (kvTiling) {
            case "static" -> new GnaOptions(true, false, !withoutHistogram);
            case "dynamic" -> GnaOptions.DYNAMIC;
            case "both" -> new GnaOptions(true, true, !withoutHistogram);
            default -> throw Nearest.unknown("KV tiling", kvTiling, KV_TILINGS);
        };
    }

    private void say(String message) {
        spec.commandLine().getErr().println("tessera gna: " + message);
    }
}
