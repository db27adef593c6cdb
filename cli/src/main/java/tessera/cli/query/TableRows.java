package tessera.cli.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** The first rows as an aligned table, and how many there are in all. */
public final class TableRows implements Rows {
    static final int MOST_SHOWN = 1000;

    private final Appendable out;
    private final List<List<Object>> shown = new ArrayList<>();
    private List<Column> columns = List.of();
    private long count;

    public TableRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> names) {
        columns = names.stream().map(name -> Column.of(name, name)).toList();
    }

    @Override
    public void row(List<Object> cells) {
        count++;
        if (shown.size() < MOST_SHOWN) {
            shown.add(cells);
        }
    }

    @Override
    public void end() throws IOException {
        out.append(TableText.aligned(new Table("query", "", columns, shown)));
        out.append(
                count > shown.size()
                        ? String.format(
                                "%nthe first %,d of %,d rows; --format csv or --format json prints all of them%n",
                                shown.size(), count)
                        : String.format("%n%,d %s%n", count, count == 1 ? "row" : "rows"));
    }
}
