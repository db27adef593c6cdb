package tessera.viz.report;

import java.util.List;
import java.util.Locale;
import tessera.viz.chart.Chart;
import tessera.viz.chart.ChartImage;
import tessera.viz.chart.Heading;
import tessera.viz.draw.Escape;

/** A {@link ReportPage} as one HTML document that loads nothing from anywhere. */
final class PageHtml {
    /** The browser itself refuses every load and every connection. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private final ReportPage page;
    private final boolean hasPng;
    private final Html html = new Html();

    private PageHtml(ReportPage page, boolean hasPng) {
        this.page = page;
        this.hasPng = hasPng;
    }

    /**
     * The document.
     *
     * @param hasPng whether PNG files of the charts lie beside it
     */
    static String of(ReportPage page, boolean hasPng) {
        return new PageHtml(page, hasPng).write();
    }

    private String write() {
        html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", "", page.title() + " · Tessera")
                .raw("<style>\n" + Html.resource("page.css") + "</style>\n</head>\n<body>\n");
        header();
        contents();
        html.raw("<main>\n");
        page.sections().forEach(this::section);
        html.raw("</main>\n");
        footer();
        return html.raw("<script>\n" + Html.resource("page.js") + "</script>\n</body>\n</html>\n")
                .toString();
    }

    private void header() {
        html.raw("<header>\n<p class=\"brand\">Tessera report</p>\n")
                .element("h1", "", page.title())
                .element("p", "lead", page.lead());
        if (!page.answers().isEmpty()) {
            html.raw("<div class=\"answers\">\n");
            page.answers().forEach(this::answer);
            html.raw("</div>\n");
        }
        if (!page.facts().isEmpty()) {
            html.raw("<dl class=\"facts\">\n");
            for (ReportPage.Fact fact : page.facts()) {
                html.raw("<div><dt>")
                        .text(fact.label())
                        .raw("</dt><dd>")
                        .text(fact.value())
                        .raw("</dd></div>\n");
            }
            html.raw("</dl>\n");
        }
        html.raw("</header>\n");
    }

    private void answer(Answer answer) {
        html.raw("<article class=\"answer " + css(answer.tone()) + "\">\n")
                .element("h2", "", answer.question())
                .element("p", "value", answer.value())
                .element("p", "", answer.text())
                .raw("<p class=\"more\"><a href=\"#" + answer.sectionId() + "\">The evidence</a></p>\n</article>\n");
    }

    private void contents() {
        if (page.sections().size() < 2) {
            return;
        }
        html.raw("<nav aria-label=\"Sections\">\n<ol>\n");
        for (Section section : page.sections()) {
            html.raw("<li><a href=\"#" + section.id() + "\">")
                    .text(section.title())
                    .raw("</a></li>\n");
        }
        html.raw("</ol>\n</nav>\n");
    }

    private void section(Section section) {
        html.raw("<section id=\"" + section.id() + "\">\n").element("h2", "", section.title());
        section.blocks().forEach(this::block);
        html.raw("</section>\n");
    }

    private void block(Block block) {
        if (block instanceof Block.Text text) {
            html.element("p", "", text.text());
        } else if (block instanceof Block.Charts charts) {
            charts(charts.charts());
        } else if (block instanceof Block.Rows rows) {
            TableHtml.append(html, rows.table());
        } else if (block instanceof Block.Commands commands) {
            commands(commands);
        } else if (block instanceof Block.Files files) {
            files(files);
        } else if (block instanceof Block.Note note) {
            html.element("p", "note " + css(note.tone()), note.text());
        }
    }

    private void charts(List<Chart> charts) {
        html.raw("<div class=\"charts\">\n");
        for (Chart chart : charts) {
            Heading heading = chart.heading();
            html.raw("<figure class=\"" + heading.width().name().toLowerCase(Locale.ROOT) + "\" id=\"chart-"
                            + heading.name() + "\">\n<figcaption>\n")
                    .element("h3", "", heading.title())
                    .element("p", "", heading.subtitle())
                    .raw("</figcaption>\n<div class=\"plot\">\n" + ChartImage.inlineSvg(chart) + "</div>\n");
            String file = "charts/" + heading.name();
            html.raw("<p class=\"files\"><a href=\"" + file + ".svg\">SVG</a>"
                    + (hasPng ? " · <a href=\"" + file + ".png\">PNG</a>" : "") + "</p>\n</figure>\n");
        }
        html.raw("</div>\n");
    }

    private void commands(Block.Commands commands) {
        html.raw("<div class=\"commands\">\n")
                .element("p", "", commands.caption())
                .raw("<pre><code>");
        for (String line : commands.lines()) {
            html.raw(Escape.markup(line)).raw("\n");
        }
        html.raw("</code></pre>\n</div>\n");
    }

    private void files(Block.Files files) {
        html.raw("<p>").text(files.caption()).raw(": ");
        for (int i = 0; i < files.names().size(); i++) {
            html.raw(i == 0 ? "<a" : " · <a")
                    .attribute("href", files.names().get(i))
                    .raw(">")
                    .text(files.names().get(i))
                    .raw("</a>");
        }
        html.raw("</p>\n");
    }

    private void footer() {
        html.raw("<footer>\n");
        if (!page.notes().isEmpty()) {
            html.raw("<h2>What this report does not say</h2>\n<ul>\n");
            page.notes().forEach(note -> html.element("li", "", note));
            html.raw("</ul>\n");
        }
        html.raw("<p>The figures of this page in machine-readable form: <a href=\"report.json\">report.json</a>, ")
                .raw("<code>tables/</code>, <code>charts/</code>.</p>\n</footer>\n");
    }

    private static String css(Tone tone) {
        return tone.name().toLowerCase(Locale.ROOT);
    }
}
