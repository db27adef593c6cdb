package tessera.cli.query;

import java.io.IOException;
import java.util.List;
import tessera.viz.table.TableText;

/** Rows as RFC 4180 CSV under a header, written as they come. */
public final class CsvRows implements Rows {
    private final Appendable out;

    public CsvRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> names) throws IOException {
        out.append(TableText.csvLine(names));
    }

    @Override
    public void row(List<Object> cells) throws IOException {
        out.append(TableText.csvLine(cells));
    }

    @Override
    public void end() {}
}
