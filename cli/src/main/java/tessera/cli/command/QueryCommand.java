package tessera.cli.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.query.CsvRows;
import tessera.cli.query.JsonRows;
import tessera.cli.query.Rows;
import tessera.cli.query.StoredStudy;
import tessera.cli.query.Studies;
import tessera.cli.query.StudyDatabase;
import tessera.cli.query.TableRows;
import tessera.traces.check.ToolException;
import tessera.traces.file.OutputFiles;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera query}: SQL over the stored rows of explorations. */
@Command(
        name = "query",
        description = {
            "SQL (DuckDB's) over the stored rows of explorations. Tables: points, the rows of all studies with a column"
                    + " study; one table per study; studies, what there is. Read-only.",
        },
        footer = {
            "",
            "Examples:",
            "  tessera query \"select study, count(*), min(latency_cycles) from points where on_front group by study\"",
            "  tessera query \"describe points\" --in target/explore/spatten-mini",
            "  tessera query --parquet points.parquet"
        })
public final class QueryCommand implements Callable<Integer> {
    private static final String EVERYTHING = "select * from points";

    @Parameters(paramLabel = "SQL", arity = "0..1", description = "One statement (with --parquet: default all points).")
    private String sql;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "Folder of a study or of several; may be repeated (default: target/explore).")
    private List<Path> folders = List.of(Studies.DEFAULT);

    @Option(
            names = "--parquet",
            paramLabel = "FILE",
            description = "Write the rows into this Parquet file instead of printing them.")
    private Path parquet;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (sql == null && parquet == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "expected a statement, such as \"select * from points limit 10\"");
        }
        List<StoredStudy> studies = Studies.in(folders, this::note);
        StudyDatabase database = ServiceLoader.load(StudyDatabase.class)
                .findFirst()
                .orElseThrow(() -> new ToolException(
                        "queries need a database, an optional part (extras/duckdb) that is not on the class path; start"
                                + " with ./tessera query, which builds it"));
        if (parquet != null) {
            writeParquet(database, studies);
        } else {
            print(database, studies);
        }
        return 0;
    }

    private void note(String sentence) {
        if (!common.quiet) {
            spec.commandLine().getErr().println("tessera query: " + sentence);
        }
    }

    private void writeParquet(StudyDatabase database, List<StoredStudy> studies) {
        long rows = database.writeParquet(studies, sql == null ? EVERYTHING : sql, parquet);
        new Results(common, spec.commandLine().getOut())
                .print(new Table(
                        "query_parquet",
                        "",
                        List.of(Column.of("file", "file"), Column.of("rows", "rows")),
                        List.of(List.of(parquet.toString(), rows))));
    }

    private void print(StudyDatabase database, List<StoredStudy> studies) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Rows printed = switch (common.format) {
            case TABLE -> new TableRows(out);
            case JSON -> new JsonRows(out);
            case CSV -> new CsvRows(out);
        };
        if (common.out == null) {
            database.select(studies, sql, printed);
            return;
        }
        OutputFiles.folder(common.out);
        OutputFiles.write(
                common.out.resolve("query.csv"),
                csv -> OutputFiles.write(common.out.resolve("query.json"), json -> {
                    try (Writer csvText = text(csv);
                            Writer jsonText = text(json)) {
                        database.select(
                                studies, sql, Rows.all(List.of(printed, new CsvRows(csvText), new JsonRows(jsonText))));
                    }
                }));
    }

    private static Writer text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }
}
