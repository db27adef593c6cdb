package tessera.cli.query;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.json.Json;

/** Rows as one JSON list of objects, an object a line, written as they come. */
public final class JsonRows implements Rows {
    private final Appendable out;
    private List<String> names = List.of();
    private boolean isFirst = true;

    public JsonRows(Appendable out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> columnNames) throws IOException {
        names = columnNames;
        out.append('[');
    }

    @Override
    public void row(List<Object> cells) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), cells.get(i));
        }
        out.append(isFirst ? "" : ",\n").append(Json.line(fields));
        isFirst = false;
    }

    @Override
    public void end() throws IOException {
        out.append("]\n");
    }
}
