package tessera.cli.gna;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Format;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaResult;
import tessera.models.gna.io.GnaAnswerLines;
import tessera.models.gna.io.GnaBatch;
import tessera.models.gpu.GpuQuery;
import tessera.sim.gpu.GpuEstimator;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.traces.json.Json;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** Answers a file of problems, or standard input, in the format asked for. */
public final class GnaFiles {
    private static final String STANDARD_INPUT = "-";

    private final CommonOptions common;
    private final GnaBatch batch;
    private final GpuEstimator estimator = new GpuEstimator();

    public GnaFiles(CommonOptions common, GnaOptions options) {
        this.common = common;
        this.batch = new GnaBatch(options);
    }

    /** Answers every line; the sentence to say on stderr when some could not be. */
    public Optional<String> answer(String file, PrintWriter out) {
        try (InputStream in = open(file)) {
            GnaBatch.Summary summary = common.format == Format.JSON ? json(in, file, out) : table(in, file, out);
            return summary.refusedCount() == 0
                    ? Optional.empty()
                    : Optional.of(summary.refusedCount() + " of " + summary.problemCount() + " problems of "
                            + name(file) + " could not be answered; first " + summary.firstRefusal());
        } catch (IOException e) {
            throw new InputException("reading problems from " + name(file) + " failed: " + FileTrouble.reason(e), e);
        }
    }

    private GnaBatch.Summary json(InputStream in, String problems, PrintWriter out) throws IOException {
        if (common.out == null) {
            return some(problems, batch.run(in, new GnaAnswerLines(out, this::gpu)));
        }
        // The file first, whole or not at all; what is printed is a copy of it.
        OutputFiles.folder(common.out);
        Path file = common.out.resolve("gna.jsonl");
        GnaBatch.Summary[] summary = new GnaBatch.Summary[1];
        OutputFiles.write(file, stream -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            summary[0] = some(problems, batch.run(in, new GnaAnswerLines(writer, this::gpu)));
            writer.flush();
        });
        try (var reader = Files.newBufferedReader(file)) {
            reader.transferTo(out);
        }
        return summary[0];
    }

    private String gpu(GnaResult result, GpuQuery query) {
        return Json.line(estimator.estimate(query, result.problem()).fields());
    }

    private GnaBatch.Summary table(InputStream in, String problems, PrintWriter out) throws IOException {
        List<GnaRows.Answer> answers = new ArrayList<>();
        GnaBatch.Summary summary = some(problems, batch.run(in, new GnaBatch.Answers() {
            @Override
            public void answered(long line, GnaResult result) {
                answers.add(GnaRows.Answer.of(line, result));
            }

            @Override
            public void answered(long line, GnaResult result, GpuQuery query) {
                answers.add(GnaRows.Answer.of(line, result, estimator.estimate(query, result.problem())));
            }

            @Override
            public void refused(long line, String message) {
                answers.add(new GnaRows.Answer(line, null, message, Map.of()));
            }

            @Override
            public void finished() {
                // All of them are printed together below.
            }
        }));
        Table everything = GnaRows.everything(answers);
        out.print(common.format == Format.CSV ? TableText.csv(everything) : GnaRows.summary(answers));
        if (common.out != null) {
            OutputFiles.folder(common.out);
            OutputFiles.text(common.out.resolve("gna.csv"), TableText.csv(everything));
        }
        return summary;
    }

    /** A file without any problem is a wrong file, not the answer to none. */
    private static GnaBatch.Summary some(String file, GnaBatch.Summary summary) {
        if (summary.problemCount() == 0) {
            throw new InputException(name(file) + ": expected one JSON object a line, such as"
                    + " {\"layout\":[64],\"window\":[16]}, found no line with anything in it");
        }
        return summary;
    }

    private static InputStream open(String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new InputException(
                    "problems file " + file + " is a folder, expected a file with one JSON object a line");
        }
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new InputException(
                    "problems file " + file + " does not exist, expected a file with one JSON object a line, or - for"
                            + " standard input",
                    e);
        }
    }

    private static String name(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : file;
    }
}
