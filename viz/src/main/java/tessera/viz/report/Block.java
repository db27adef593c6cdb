package tessera.viz.report;

import java.util.List;
import tessera.viz.chart.Chart;
import tessera.viz.table.Table;

/** One thing in a section. */
public sealed interface Block {
    /** A paragraph. */
    record Text(String text) implements Block {}

    /** Charts side by side where they are of half width and the window has room, else one below the other. */
    record Charts(List<Chart> charts) implements Block {
        public Charts {
            charts = List.copyOf(charts);
        }
    }

    /** A table with its caption. */
    record Rows(Table table) implements Block {}

    /** Command lines to copy, with a sentence that says what they do. */
    record Commands(String caption, List<String> lines) implements Block {
        public Commands {
            lines = List.copyOf(lines);
        }
    }

    /** Files that lie beside the page, by relative path, with a sentence that says what they are. */
    record Files(String caption, List<String> names) implements Block {
        public Files {
            names = List.copyOf(names);
        }
    }

    /** A paragraph set apart. */
    record Note(Tone tone, String text) implements Block {}

    static Block text(String text) {
        return new Text(text);
    }

    static Block charts(Chart... charts) {
        return new Charts(List.of(charts));
    }

    static Block table(Table table) {
        return new Rows(table);
    }

    static Block commands(String caption, String... lines) {
        return new Commands(caption, List.of(lines));
    }

    static Block files(String caption, String... names) {
        return new Files(caption, List.of(names));
    }

    static Block note(Tone tone, String text) {
        return new Note(tone, text);
    }
}
