package tessera.viz.report;

import tessera.viz.chart.TileGrid;
import tessera.viz.chart.TileKind;

/**
 * Tile grids of bidirectional, undilated GNA problems for example charts, straight from the definition of the mask on
 * one axis. Public numbers: 30x48x80 and 256x256 layouts of "Generalized Neighborhood Attention" (arXiv 2504.16922).
 */
final class GnaExample {
    /** One axis: layout length, window, stride, query tile, KV tile. */
    record Axis(int length, int window, int stride, int queryTile, int kvTile) {
        int queryTiles() {
            return (length + queryTile - 1) / queryTile;
        }

        int kvTiles() {
            return (length + kvTile - 1) / kvTile;
        }

        private int low(int query) {
            int leader = Math.min(query - query % stride + stride / 2, length - 1);
            return Math.max(0, Math.min(leader - window / 2, length - window));
        }

        TileKind[][] kinds() {
            TileKind[][] kinds = new TileKind[queryTiles()][kvTiles()];
            for (int query = 0; query < kinds.length; query++) {
                for (int kv = 0; kv < kinds[query].length; kv++) {
                    kinds[query][kv] = kind(query, kv);
                }
            }
            return kinds;
        }

        private TileKind kind(int queryTile, int kvTile) {
            int first = kvTile * this.kvTile;
            int last = Math.min(first + this.kvTile, length) - 1;
            int attended = 0;
            int pairs = 0;
            for (int query = queryTile * this.queryTile;
                    query < Math.min((queryTile + 1) * this.queryTile, length);
                    query++) {
                for (int key = first; key <= last; key++) {
                    attended += key >= low(query) && key < low(query) + window ? 1 : 0;
                    pairs++;
                }
            }
            return attended == 0 ? TileKind.SKIPPED : attended == pairs ? TileKind.FULL : TileKind.PARTIAL;
        }
    }

    private GnaExample() {}

    /** A tile pair is full if it is on every axis, skipped if it is on any, else partial. */
    static TileGrid grid(Axis... axes) {
        int queryTiles = 1;
        int kvTiles = 1;
        for (Axis axis : axes) {
            queryTiles *= axis.queryTiles();
            kvTiles *= axis.kvTiles();
        }
        TileKind[][][] kinds = new TileKind[axes.length][][];
        for (int i = 0; i < axes.length; i++) {
            kinds[i] = axes[i].kinds();
        }
        return TileGrid.of(queryTiles, kvTiles, (query, kv) -> {
            TileKind kind = TileKind.FULL;
            int restQuery = query;
            int restKv = kv;
            for (int i = axes.length - 1; i >= 0; i--) {
                TileKind here = kinds[i][restQuery % axes[i].queryTiles()][restKv % axes[i].kvTiles()];
                kind = here.ordinal() > kind.ordinal() ? here : kind;
                restQuery /= axes[i].queryTiles();
                restKv /= axes[i].kvTiles();
            }
            return kind;
        });
    }
}
