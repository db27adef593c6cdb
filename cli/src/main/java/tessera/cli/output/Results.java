package tessera.cli.output;

import java.io.PrintWriter;
import tessera.traces.file.OutputFiles;
import tessera.traces.json.Json;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** Prints a command's results in the format asked for, and writes them beside that when {@code --out} is given. */
public final class Results {
    private final CommonOptions options;
    private final PrintWriter out;

    public Results(CommonOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** A table whose JSON form is the list of its rows. */
    public void print(Table table) {
        print(table, table.records());
    }

    /** A table for people and spreadsheets, and the JSON value that says the same to programs. */
    public void print(Table table, Object json) {
        switch (options.format) {
            case TABLE -> {
                if (!table.caption().isEmpty()) {
                    out.println(table.caption());
                    out.println();
                }
                out.print(TableText.aligned(table));
            }
            case JSON -> out.println(Json.line(json));
            case CSV -> out.print(TableText.csv(table));
        }
        if (options.out != null) {
            OutputFiles.folder(options.out);
            OutputFiles.text(options.out.resolve(table.name() + ".json"), Json.pretty(json));
            OutputFiles.text(options.out.resolve(table.name() + ".csv"), TableText.csv(table));
        }
    }
}
