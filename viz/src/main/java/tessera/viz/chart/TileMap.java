package tessera.viz.chart;

import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * Which KV tiles each query tile visits: one row a query tile, one column a KV tile, one colour a kind. Grids with more
 * tiles than the picture can show are reduced: one cell then stands for several tiles and mixes their colours by share,
 * and the legend says so. The counts in the legend are always those of the whole grid.
 */
public record TileMap(Heading heading, TileAxis queryAxis, TileAxis kvAxis, TileGrid grid) implements Chart {
    @Override
    public double bodyHeight() {
        return TileMapDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new TileMapDrawing(this, canvas, body).draw();
    }
}
