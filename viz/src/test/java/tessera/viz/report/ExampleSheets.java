package tessera.viz.report;

import java.util.ArrayList;
import java.util.List;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.RasterSheet;

/** Sheets of small pictures: few and large, many and small, one alone. */
final class ExampleSheets {
    private ExampleSheets() {}

    static Chart heads(int layerCount, int headCount) {
        List<List<RasterSheet.Panel>> panels = new ArrayList<>();
        for (int layer = 0; layer < layerCount; layer++) {
            List<RasterSheet.Panel> row = new ArrayList<>();
            for (int head = 0; head < headCount; head++) {
                row.add(band(1 + (layer + head) % 5));
            }
            panels.add(row);
        }
        return new RasterSheet(
                Heading.full(
                        "sheet_" + layerCount + "_" + headCount,
                        "Most heads look along the diagonal",
                        "Attention maps of all layers and heads"),
                Categories.numbered("layer", layerCount),
                Categories.numbered("head", headCount),
                "keys",
                "queries",
                panels);
    }

    /** A causal band of so many keys. */
    private static RasterSheet.Panel band(int width) {
        List<Float> shares = new ArrayList<>();
        for (int query = 0; query < 16; query++) {
            for (int key = 0; key < 16; key++) {
                shares.add(key > query ? Float.NaN : query - key < width ? 1f / width : 0);
            }
        }
        return new RasterSheet.Panel(16, shares);
    }
}
