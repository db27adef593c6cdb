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
        String caption = table.caption().isEmpty() ? "" : table.caption() + "\n\n";
        print(options.format == Format.TABLE ? caption + TableText.aligned(table) : "", table, json);
    }

    /** Text for people where a table would not say it, a table for spreadsheets, and the JSON value for programs. */
    public void print(String text, Table table, Object json) {
        if (options.out != null) {
            // Before anything is printed: a command that fails has no results.
            OutputFiles.folder(options.out);
        }
        switch (options.format) {
            case TABLE -> out.print(text);
            case JSON -> out.println(Json.line(json));
            case CSV -> out.print(TableText.csv(table));
        }
        if (options.out != null) {
            OutputFiles.text(options.out.resolve(table.name() + ".json"), Json.pretty(json));
            OutputFiles.text(options.out.resolve(table.name() + ".csv"), TableText.csv(table));
        }
    }
}
