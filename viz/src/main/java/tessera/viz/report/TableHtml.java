package tessera.viz.report;

import java.util.List;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** A {@link Table} as HTML: units in the header, descriptions as tooltips, full precision for sorting. */
final class TableHtml {
    /** Longer texts may be broken into lines. */
    private static final int LONG_TEXT = 36;

    private TableHtml() {}

    static void append(Html html, Table table) {
        html.raw("<div class=\"table\">\n<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
                .attribute("aria-label", table.caption().isEmpty() ? table.name() : table.caption())
                .raw(">\n<table")
                .attribute("id", "table-" + table.name())
                .raw(">\n")
                .element("caption", "", table.caption());
        header(html, table);
        html.raw("<tbody>\n");
        for (List<Object> row : table.rows()) {
            html.raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                cell(html, row.get(i), i == 0);
            }
            html.raw("</tr>\n");
        }
        if (table.rows().isEmpty()) {
            html.raw("<tr><td colspan=\"" + table.columns().size() + "\">no rows</td></tr>\n");
        }
        String file = "tables/" + table.name();
        html.raw("</tbody>\n</table>\n</div>\n<p class=\"files\">"
                + table.rows().size()
                + (table.rows().size() == 1 ? " row" : " rows") + " · <a href=\"" + file + ".csv\">CSV</a> · <a href=\""
                + file + ".json\">JSON</a></p>\n</div>\n");
    }

    private static void header(Html html, Table table) {
        html.raw("<thead><tr>");
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            html.raw("<th scope=\"col\"")
                    .attribute("class", isNumeric(table, i) ? "n" : "")
                    .attribute("title", column.description())
                    .raw(">")
                    .text(column.header());
            if (!column.unit().isEmpty()) {
                html.raw(" <span class=\"unit\">[").text(column.unit()).raw("]</span>");
            }
            html.raw("</th>");
        }
        html.raw("</tr></thead>\n");
    }

    private static boolean isNumeric(Table table, int column) {
        return table.rows().stream().anyMatch(row -> row.get(column) instanceof Number);
    }

    private static void cell(Html html, Object value, boolean isFirst) {
        String name = isFirst ? "th scope=\"row\"" : "td";
        html.raw("<" + name);
        String text = TableText.readable(value);
        html.attribute("class", value instanceof Number ? "n" : text.length() > LONG_TEXT ? "long" : "");
        if (value instanceof Double) {
            html.attribute("data-v", value.toString());
        }
        html.raw(">").text(text).raw(isFirst ? "</th>" : "</td>");
    }
}
