package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tessera.viz.draw.Box;
import tessera.viz.draw.RecordingCanvas;

class TileMapTest {
    private static final int FULL = 0x0072B2;
    private static final int PARTIAL = 0xE69F00;
    private static final int SKIPPED = 0xEEF0F2;

    /** Full on the diagonal, partial one KV tile to the right of it, else skipped: not symmetric. */
    private static TileKind banded(int query, int kv) {
        return kv == query ? TileKind.FULL : kv == query + 1 ? TileKind.PARTIAL : TileKind.SKIPPED;
    }

    private static TileMap map(TileGrid grid) {
        return new TileMap(Heading.full("map", "A map", ""), TileAxis.of("query tile"), TileAxis.of("KV tile"), grid);
    }

    @Test
    void everyTileOfASmallMapHasItsColourInThePicture() throws IOException {
        TileMap map = map(TileGrid.of(8, 8, TileMapTest::banded));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(ChartImage.png(map)));
        // Picture = margin 18, title line 23, gap 10, then the body; two picture pixels for each of the drawing's.
        Box plot = rasterOf(map);
        for (int query = 0; query < 8; query++) {
            for (int kv = 0; kv < 8; kv++) {
                double x = 18 + plot.x() + (kv + 0.5) * plot.width() / 8;
                double y = 18 + 23 + 10 + plot.y() + (query + 0.5) * plot.height() / 8;
                int expected = kv == query ? FULL : kv == query + 1 ? PARTIAL : SKIPPED;
                int seen = picture.getRGB((int) (2 * x), (int) (2 * y)) & 0xFFFFFF;
                assertEquals(Integer.toHexString(expected), Integer.toHexString(seen), query + ", " + kv);
            }
        }
    }

    private static Box rasterOf(TileMap map) {
        return Drawn.of(map).rects.stream()
                .filter(rect -> rect.tooltip().equals("raster"))
                .findFirst()
                .orElseThrow()
                .box();
    }

    @Test
    void cellsOfALargeMapMixTheirTilesByShare() {
        // Even query rows are full, odd ones skipped; in a cell of 2 x 2 tiles both have a half.
        TileGrid stripes = TileGrid.of(8, 8, (query, kv) -> query % 2 == 0 ? TileKind.FULL : TileKind.SKIPPED);
        TileSampling sampling = new TileSampling(stripes, 2, 4, 4, 2, 2);
        int half = TileKind.SKIPPED.ink().mix(TileKind.FULL.ink(), 0.5).rgb();
        for (int colour : sampling.colours()) {
            assertEquals(half, colour);
        }
    }

    @Test
    void theLastCellsMixOnlyTheTilesThatAreThere() {
        // 3 x 3 tiles in cells of 2 x 2: the corner cell has one tile, and that is partial.
        TileGrid grid = TileGrid.of(3, 3, (query, kv) -> query == 2 && kv == 2 ? TileKind.PARTIAL : TileKind.SKIPPED);
        int[] colours = new TileSampling(grid, 2, 2, 2, 2, 2).colours();
        assertEquals(
                List.of(SKIPPED, SKIPPED, SKIPPED, PARTIAL),
                Arrays.stream(colours).boxed().toList());
    }

    @Test
    void aMapOf900TilesSaysHowManyTilesACellIs() {
        TileMap map = map(TileGrid.of(900, 900, TileMapTest::banded));
        RecordingCanvas drawn = Drawn.of(map);
        String legend = drawn.texts.stream().map(RecordingCanvas.Text::text).reduce("", (a, b) -> a + " " + b);
        assertTrue(legend.contains("One cell stands for 4 x 4 tile pairs"), legend);
        // 900 on the diagonal, 899 beside it, 810,000 in all; 810,000 / 1,799 = 450.25.
        assertTrue(legend.contains("full: 900 tile pairs (0.1 %)"), legend);
        assertTrue(legend.contains("partial: 899 tile pairs (0.1 %)"), legend);
        assertTrue(legend.contains("skipped: 808,201 tile pairs (99.8 %)"), legend);
        assertTrue(legend.contains("1,799 of 810,000 tile pairs are visited: 450× fewer"), legend);
        assertTrue(
                rasterOf(map).width() <= 640 && rasterOf(map).height() <= 640,
                rasterOf(map).toString());
    }

    @Test
    void longGridsKeepAReadableShortSide() {
        Box raster = rasterOf(map(TileGrid.of(2, 900, TileMapTest::banded)));
        assertTrue(raster.height() >= 70, raster.toString());
        assertTrue(raster.width() <= 660, raster.toString());
    }

    @Test
    void emptyAndHugeGridsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> TileGrid.of(0, 5, TileMapTest::banded));
        assertThrows(IllegalArgumentException.class, () -> TileGrid.of(1 << 14, 1 << 14, TileMapTest::banded));
    }
}
