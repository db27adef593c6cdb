package tessera.viz.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.viz.chart.Axis;
import tessera.viz.chart.BarChart;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.Series;
import tessera.viz.draw.Palette;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

class ReportWriterTest {
    private static final String EVIL = "</title></script><script>alert(1)</script>\"' onload=x &";

    /** Written once and kept, to be looked at. */
    private static final Path EXAMPLE = Path.of("target/example-report");

    private static final Map<String, String> OTHER_FILES = Map.of("machine.yaml", "name: x\n");

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeTheExample() {
        assertEquals(List.of(), ReportWriter.write(EXAMPLE, ExampleReport.page(), Map.of("seed", 1), OTHER_FILES));
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static List<String> all(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    @Test
    void folderHasThePageEveryChartAndEveryTable() throws IOException {
        Set<String> expected = new HashSet<>(List.of(".tessera-report", "index.html", "report.json", "machine.yaml"));
        ExampleReport.page().charts().forEach(chart -> {
            expected.add("charts/" + chart.heading().name() + ".svg");
            expected.add("charts/" + chart.heading().name() + ".png");
        });
        ExampleReport.page().tables().forEach(table -> {
            expected.add("tables/" + table.name() + ".csv");
            expected.add("tables/" + table.name() + ".json");
        });
        assertEquals(expected, files(EXAMPLE).keySet());
        assertEquals("{\n  \"seed\" : 1\n}\n", Files.readString(EXAMPLE.resolve("report.json")));
        assertTrue(Files.readString(EXAMPLE.resolve("tables/layers.csv")).startsWith("layer,tokens,heads,cycles,"));
    }

    @Test
    void pngsHaveTwiceTheSizeAndAreNotBlank() throws IOException {
        for (Chart chart : ExampleReport.page().charts()) {
            String name = chart.heading().name();
            BufferedImage picture =
                    ImageIO.read(EXAMPLE.resolve("charts/" + name + ".png").toFile());
            assertEquals(2 * (chart.heading().width().pixels() + 36), picture.getWidth(), 1, name);
            assertTrue(picture.getHeight() > 2 * chart.bodyHeight(), name);
            long inked = 0;
            int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
            for (int pixel : pixels) {
                inked += (pixel & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
            }
            double share = (double) inked / pixels.length;
            assertTrue(share > 0.01 && share < 0.8, name + ": share of inked pixels " + share);
        }
    }

    @Test
    void pageLoadsNothingAndEveryLinkLeadsSomewhere() throws IOException {
        String html = Files.readString(EXAMPLE.resolve("index.html"));
        assertFalse(html.contains("http://") || html.contains("https://"), "an address");
        assertFalse(html.contains("@import") || html.contains("url("), "a style that loads");
        assertTrue(all(html, "<(link|iframe|object|embed|base)\\b").isEmpty());
        assertTrue(all(html, "<script([^>]+)>").isEmpty(), "scripts stand in the page");
        assertTrue(html.contains("default-src 'none'"), "the browser is told to load nothing");
        for (String source : all(html, "\\ssrc=\"([^\"]*)\"")) {
            assertTrue(source.startsWith("data:"), source);
        }
        List<String> ids = all(html, "\\sid=\"([^\"]*)\"");
        assertEquals(ids.size(), new HashSet<>(ids).size(), "ids are unique: " + ids);
        for (String link : all(html, "\\shref=\"([^\"]*)\"")) {
            boolean leadsSomewhere = link.startsWith("#")
                    ? ids.contains(link.substring(1))
                    : link.startsWith("data:image/png;base64,") || Files.isRegularFile(EXAMPLE.resolve(link));
            assertTrue(leadsSomewhere, link);
        }
    }

    @Test
    void pictureOfAChartHasAnAlternativeAndTablesHaveScopedHeaders() {
        String html = PageHtml.of(ExampleReport.page(), true);
        for (String svg : all(html, "<svg ([^>]*)>")) {
            assertTrue(svg.contains("role=\"img\"") && svg.matches(".*aria-label=\"[^\"]+\".*"), svg);
        }
        assertEquals(ExampleReport.page().charts().size(), all(html, "(<svg )").size());
        for (String header : all(html, "<th\\b([^>]*)>")) {
            assertTrue(header.contains("scope=\"col\"") || header.contains("scope=\"row\""), header);
        }
        assertTrue(html.contains("<th scope=\"col\" class=\"n\" title=\"bytes read from DRAM, whole bursts\">DRAM read "
                + "<span class=\"unit\">[MiB]</span></th>"));
        assertTrue(html.contains("<td class=\"n\" data-v=\"2.5926\">2.593</td>"), "shown short, sorted in full");
        assertTrue(html.contains("<html lang=\"en\">"));
    }

    @Test
    void theFirstScreenAnswersTheQuestions() {
        String html = PageHtml.of(ExampleReport.page(), true);
        int firstSection = html.indexOf("<section");
        for (Answer answer : ExampleReport.page().answers()) {
            int at = html.indexOf(answer.value());
            assertTrue(at > 0 && at < firstSection, answer.value());
        }
    }

    @Test
    void nothingThatComesFromOutsideBecomesMarkup() {
        Table table = new Table(
                "evil",
                EVIL,
                List.of(new Column("a", EVIL, EVIL, EVIL), Column.of("b", "b")),
                List.of(Arrays.asList(EVIL, null), List.of(1.5, true)));
        BarChart chart = new BarChart(
                Heading.full("evil", EVIL, EVIL),
                BarChart.Layout.GROUPED_ROWS,
                new Categories(EVIL, List.of(EVIL)),
                Axis.of(EVIL, EVIL),
                List.of(new Series(EVIL, Palette.BLUE, List.of(1.0)), new Series("b", Palette.BLUE, List.of(1.0))));
        ReportPage page = new ReportPage(
                EVIL,
                EVIL,
                List.of(new Answer(EVIL, EVIL, EVIL, Tone.BAD, "s")),
                List.of(new ReportPage.Fact(EVIL, EVIL)),
                List.of(
                        Section.of("s", EVIL, Block.text(EVIL), Block.note(Tone.GOOD, EVIL), Block.table(table)),
                        Section.of("t", EVIL, Block.charts(chart), Block.commands(EVIL, EVIL))),
                List.of(EVIL));
        String html = PageHtml.of(page, true);
        assertEquals(1, all(html, "(<script)").size(), "only our own script");
        assertEquals(1, all(html, "(</script>)").size());
        assertFalse(html.contains("</title></script>"));
        String withoutValues = html.replaceAll("\"[^\"]*\"", "");
        assertTrue(all(withoutValues, "<[^>]*\\s(onload)=").isEmpty());
    }

    @Test
    void backticksMarkCodeAndAreEscapedToo() {
        assertEquals("a <code>b &lt; c</code> d", new Html().text("a `b < c` d").toString());
        assertEquals("a ` b", new Html().text("a ` b").toString());
        assertEquals("<code>--out</code>", new Html().text("`--out`").toString());
    }

    @Test
    void twoRunsGiveTheSameBytes() throws IOException {
        ReportWriter.write(folder.resolve("again"), ExampleReport.page(), Map.of("seed", 1), OTHER_FILES);
        Map<String, byte[]> a = files(EXAMPLE);
        Map<String, byte[]> b = files(folder.resolve("again"));
        assertEquals(a.keySet(), b.keySet());
        a.forEach((name, bytes) -> assertArrayEquals(bytes, b.get(name), name));
        String html = new String(a.get("index.html"), StandardCharsets.UTF_8);
        assertFalse(html.contains(folder.toString()), "no machine path in the page");
    }

    @Test
    void pagesMustBeConsistent() {
        Section one = Section.of("one", "One", Block.charts(ExampleCharts.tokens()));
        Section again = Section.of("two", "Two", Block.charts(ExampleCharts.tokens()));
        assertEquals(
                "two of the same name on one page: chart tokens",
                assertThrows(IllegalArgumentException.class, () -> page(List.of(), one, again))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> page(List.of(), one, Section.of("one", "Once more")));
        Answer lost = new Answer("Why?", "42", "", Tone.PLAIN, "nowhere");
        assertThrows(IllegalArgumentException.class, () -> page(List.of(lost), one));
        for (String name : List.of("../x", "/x", "a/../b", "index.html", "", ".tessera-report")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ReportWriter.write(folder.resolve("r"), page(List.of()), Map.of(), Map.of(name, "")),
                    name);
        }
        assertFalse(Files.exists(folder.resolve("r")));
    }

    private static ReportPage page(List<Answer> answers, Section... sections) {
        return new ReportPage("Title", "", answers, List.of(), List.of(sections), List.of());
    }
}
