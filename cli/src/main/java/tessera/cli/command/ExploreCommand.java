package tessera.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.explore.ClusterConnector;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.Exploration;
import tessera.cli.explore.LocalExecutor;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.Stop;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudyDigest;
import tessera.cli.explore.StudyFiles;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.StudySummary;
import tessera.cli.explore.StudyText;
import tessera.cli.explore.answer.Answers;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Format;
import tessera.cli.output.ProgressBar;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.traces.json.Json;

/** {@code tessera explore}: a space of designs, from its closed form to a front. */
@Command(
        name = "explore",
        description = {
            "Design-space exploration: evaluates the designs of a space in closed form, the best of them and a random",
            "control in the cycle model, and gives the Pareto front. Every finished point is on disk at once: after",
            "Ctrl-C, kill -9 or a power cut, --resume goes on and ends where an uninterrupted run would have ended."
        },
        footer = {
            "",
            "Examples:",
            "  tessera explore cli/examples/explore-small.yaml",
            "  tessera explore cli/examples/explore-small.yaml --points 500 --threads 1 --out out/small",
            "  tessera explore cli/examples/explore-small.yaml --resume --format json",
            "  tessera explore cli/examples/explore-gpu.yaml",
            "",
            "The space file: docs/explore.md. Results: points.csv, points.jsonl and summary.json in the folder of the study,",
            "target/explore/NAME unless --out says otherwise."
        })
public final class ExploreCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final long LAST_WORDS_SECONDS = 60;
    /** More than any machine has processors; each takes memory of its own. */
    private static final int MOST_THREADS = 1024;

    @Parameters(paramLabel = "SPACE.yaml", description = "The space (docs/explore.md; examples: cli/examples).")
    private Path file;

    @Option(names = "--resume", description = "Go on with the study in the folder.")
    private boolean resume;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that evaluate points (default: all processors).")
    private Integer threads;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description =
                    "Evaluate points on Apache Spark instead: spark://HOST:PORT or local[N] (docs/explore-cluster.md).")
    private String spark;

    @Option(names = "--points", paramLabel = "N", description = "Points in closed form, instead of the space's.")
    private Long points;

    @Option(
            names = "--time",
            paramLabel = "MINUTES",
            description = "Stop after so long: at most half of it for the closed form, the rest for the cycle model.")
    private Double minutes;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Space space = space();
        if (minutes != null && !(minutes > 0)) {
            throw new InputException("--time " + minutes + ": expected minutes above 0");
        }
        if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
            throw new InputException("--threads " + threads + ": expected a number between 1 and " + MOST_THREADS
                    + "; this machine has " + Runtime.getRuntime().availableProcessors() + " processors");
        }
        Stop stop = new Stop(minutes == null ? Double.POSITIVE_INFINITY : minutes);
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = onInterrupt(stop, finished);
        try {
            return explore(space, stop);
        } finally {
            spec.commandLine().getOut().flush();
            finished.countDown();
            forget(hook);
        }
    }

    private Space space() {
        if (points != null && points < 1) {
            throw new InputException("--points " + points + ": expected a number above 0");
        }
        Space space = SpaceReader.read(file, DesignModels.FIGURES);
        return points == null ? space : space.withPoints(points);
    }

    private int explore(Space space, Stop stop) {
        PrintWriter err = spec.commandLine().getErr();
        DesignModel model = DesignModels.of(space);
        Answers.check(space, model);
        String digest = StudyDigest.of(space, common.seed);
        Path folder = common.out == null ? StudyFolder.standard(space.name()) : common.out;
        Exploration.mustBeStartable(folder, resume);
        ProgressBar bar = new ProgressBar(common, err);
        Study study;
        Consumer<String> notes = note -> {
            bar.clear();
            if (!common.quiet) {
                err.println("note: " + note);
            }
        };
        try (PointExecutor executor = executor(space, model, notes)) {
            // Last of all that can be wrong: a refused exploration leaves no folder behind.
            OutputFiles.folder(folder);
            Exploration exploration = new Exploration(
                    space, common.seed, folder, executor, model.figures(), stop, notes, bar::at, model::refusal);
            study = exploration.run(digest, resume);
        }
        bar.clear();
        StudySummary summary = new StudySummary(study);
        StudyFiles files = new StudyFiles(study, summary, digest);
        Answers answers;
        try {
            files.write(folder);
            answers = Answers.of(summary, model, folder);
            answers.write().forEach(remark -> err.println("note: " + remark));
            OutputFiles.text(folder.resolve(StudyFolder.SUMMARY), Json.pretty(json(summary, digest, answers)));
        } catch (InputException e) {
            String reason = e.getCause() instanceof Exception cause ? FileTrouble.reason(cause) : e.getMessage();
            throw new InputException(
                    folder + ": could not write the results (" + reason
                            + "); all points are safe; make room or check the" + " folder, then --resume writes them",
                    e);
        }
        print(study, summary, files, digest, folder, answers);
        if (stop.isInterrupted()) {
            err.println("interrupted; everything so far is in " + folder + "; go on with --resume");
            return INTERRUPTED;
        }
        return 0;
    }

    private PointExecutor executor(Space space, DesignModel model, Consumer<String> notes) {
        if (spark == null) {
            return new LocalExecutor(
                    model, threads == null ? Runtime.getRuntime().availableProcessors() : threads);
        }
        if (threads != null) {
            throw new InputException(
                    "--threads " + threads + ": counts threads of this machine, expected without --spark;"
                            + " use --spark local[" + threads + "], or the cluster's own settings");
        }
        return ClusterConnector.find().connect(spark, file.toString(), space, notes);
    }

    private void print(
            Study study, StudySummary summary, StudyFiles files, String digest, Path folder, Answers answers) {
        PrintWriter out = spec.commandLine().getOut();
        if (common.format == Format.CSV) {
            files.csv(out);
        } else if (common.format == Format.JSON) {
            out.println(Json.line(json(summary, digest, answers)));
        } else {
            out.print(StudyText.of(study, summary, files));
            out.println();
            answers.text().forEach(out::println);
            out.printf(Locale.ROOT, "%nfolder              %s%n", folder);
            out.printf(Locale.ROOT, "seed                %d%n", common.seed);
        }
    }

    private static Map<String, Object> json(StudySummary summary, String digest, Answers answers) {
        Map<String, Object> json = new LinkedHashMap<>(summary.json(digest));
        json.putAll(answers.summary());
        return json;
    }

    /** On SIGINT and SIGTERM: lets the batch under way finish and the results be written, then the process ends. */
    private static Thread onInterrupt(Stop stop, CountDownLatch finished) {
        Thread hook = new Thread(() -> {
            stop.interrupt();
            try {
                if (!finished.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("tessera: gave up waiting for the points under way; the store is safe");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: that is what the hook is for.
            System.getLogger(ExploreCommand.class.getName()).log(System.Logger.Level.DEBUG, "ended by a signal", e);
        }
    }
}
