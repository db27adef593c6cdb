package tessera.viz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tessera.viz.chart.Chart;
import tessera.viz.chart.ChartImage;
import tessera.viz.chart.TileGrid;
import tessera.viz.chart.TileKind;
import tessera.viz.draw.Box;
import tessera.viz.draw.RecordingCanvas;

/** What holds for every kind of chart. */
class AllChartsTest {
    static Stream<Chart> charts() {
        return ExampleCharts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void noTwoTextsOverlapAndAllAreInside(Chart chart) {
        checkTexts(chart, chart.heading().name());
    }

    @Test
    void textsKeepApartHoweverLongAndManyTheyAre() {
        for (int seed = 0; seed < 400; seed++) {
            Chart chart = new RandomCharts(seed).next();
            checkTexts(chart, "seed " + seed + ", " + chart.getClass().getSimpleName());
        }
    }

    private static void checkTexts(Chart chart, String message) {
        RecordingCanvas canvas = new RecordingCanvas();
        Box body = new Box(0, 0, chart.heading().width().pixels(), chart.bodyHeight());
        chart.draw(canvas, body);
        List<RecordingCanvas.Text> texts = canvas.texts;
        for (int i = 0; i < texts.size(); i++) {
            Box box = texts.get(i).box();
            boolean isInside = box.x() >= -0.5
                    && box.y() >= -0.5
                    && box.right() <= body.right() + 0.5
                    && box.bottom() <= body.bottom() + 0.5;
            RecordingCanvas.Text text = texts.get(i);
            assertTrue(isInside, () -> message + ": outside " + body + ": " + text);
            for (RecordingCanvas.Text other : texts.subList(0, i)) {
                assertFalse(box.overlaps(other.box()), () -> message + ": " + text + " over " + other);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void svgIsWellFormedAndSaysEachThingOnce(Chart chart) throws Exception {
        String svg = ChartImage.svg(chart);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertEquals(
                chart.heading().alternative(), document.getDocumentElement().getAttribute("aria-label"));
        assertEquals(0, document.getElementsByTagName("script").getLength());
        String firstWords = chart.heading().title().substring(0, 12);
        NodeList texts = document.getElementsByTagName("text");
        long count = IntStream.range(0, texts.getLength())
                .filter(i -> texts.item(i).getTextContent().startsWith(firstWords))
                .count();
        assertEquals(1, count, firstWords);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    @Test
    void legendsAxesAndNamesAppearExactlyOnce() {
        String tokens = ChartImage.svg(ExampleCharts.tokens());
        for (String label : List.of("tokens", "layer", "without pruning", "with cascade pruning", "218", "114")) {
            assertEquals(1, count(tokens, ">" + label + "</text>"), label);
        }
        String dram = ChartImage.svg(ExampleCharts.dram());
        for (String label : List.of("DRAM read [KiB]", "layer", "without pruning", "with cascade pruning", "241")) {
            assertEquals(1, count(dram, ">" + label + "</text>"), label);
        }
        String fall = ChartImage.svg(ExampleCharts.flux());
        for (String label : List.of("FLOP-wise", "tile quantisation", "worst query tile", "upper bound", "10.2×")) {
            assertEquals(1, count(fall, ">" + label + "</text>"), label);
        }
    }

    @Test
    void theSameChartGivesTheSameSvg() {
        List<Chart> once = ExampleCharts.all();
        List<Chart> again = ExampleCharts.all();
        for (int i = 0; i < once.size(); i++) {
            assertEquals(ChartImage.svg(once.get(i)), ChartImage.svg(again.get(i)));
        }
    }

    /**
     * The tile map of the example is that of the problem: counts of 256x256, window 80x80, stride 1, query tile 16x16, KV
     * tile 16x8 worked out independently (static KV tiling: 18,564 visited, 8,004 full, 10,560 partial of 131,072).
     */
    @Test
    void exampleMapHasThePublishedTileCounts() {
        TileGrid grid = ExampleCharts.fluxGrid(1);
        assertEquals(8004, grid.count(TileKind.FULL));
        assertEquals(10_560, grid.count(TileKind.PARTIAL));
        assertEquals(131_072 - 18_564, grid.count(TileKind.SKIPPED));
    }
}
