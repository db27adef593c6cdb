package tessera.viz.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tessera.traces.check.ToolException;
import tessera.traces.json.Json;
import tessera.viz.chart.Chart;
import tessera.viz.chart.ChartImage;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/**
 * Writes a report as one folder: {@code index.html}, {@code report.json}, {@code charts/NAME.svg} and {@code .png},
 * {@code tables/NAME.csv} and {@code .json}, and what else the caller adds. The folder appears whole or not at all.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Makes sure, before any work is done, that a report can be written into this folder; leaves nothing behind.
     *
     * @throws tessera.traces.check.InputException if it cannot be made, or holds files that are not a report's
     */
    public static void check(Path folder) {
        ReportFolder.check(folder);
    }

    /**
     * Writes the report and replaces an older report in the same place. Other files in that folder stay.
     *
     * @param json the value of {@code report.json}: records, lists, and maps of fixed order
     * @param otherFiles name (may contain {@code /}) and text of more files, for example the resolved configuration
     * @return remarks for the user, such as pictures that could not be made; usually empty
     * @throws tessera.traces.check.InputException if the folder cannot be written, or holds files that are not a report's
     */
    public static List<String> write(Path folder, ReportPage page, Object json, Map<String, String> otherFiles) {
        List<String> remarks = new ArrayList<>();
        Map<String, byte[]> files = files(page, json, remarks);
        for (Map.Entry<String, String> other : otherFiles.entrySet()) {
            if (!other.getKey().matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")) {
                throw new IllegalArgumentException("'" + other.getKey() + "' is not a file name inside a report");
            }
            if (files.put(other.getKey(), utf8(other.getValue())) != null) {
                throw new IllegalArgumentException("the report itself has a file " + other.getKey());
            }
        }
        ReportFolder.replace(folder, files);
        return remarks;
    }

    /**
     * Writes the report into a folder that holds other things, such as the store of an exploration. The folder itself is
     * never moved or replaced; files of an earlier report in it are, one by one, {@code index.html} last.
     *
     * @param json the value of {@code report.json}
     * @return remarks for the user; usually empty
     * @throws tessera.traces.check.InputException if the folder cannot be written, or has a file of somebody else under one
     *     of these names
     */
    public static List<String> addTo(Path folder, ReportPage page, Object json) {
        List<String> remarks = new ArrayList<>();
        ReportFolder.addTo(folder, files(page, json, remarks));
        return remarks;
    }

    private static Map<String, byte[]> files(ReportPage page, Object json, List<String> remarks) {
        Map<String, byte[]> files = new TreeMap<>();
        boolean hasPng = pictures(page, files, remarks);
        for (Table table : page.tables()) {
            files.put("tables/" + table.name() + ".csv", utf8(TableText.csv(table)));
            files.put("tables/" + table.name() + ".json", utf8(Json.pretty(table.records())));
        }
        files.put("report.json", utf8(Json.pretty(json)));
        files.put("index.html", utf8(PageHtml.of(page, hasPng)));
        return files;
    }

    /**
     * Puts the pictures of all charts into the files.
     *
     * @return whether there are PNGs among them
     */
    private static boolean pictures(ReportPage page, Map<String, byte[]> files, List<String> remarks) {
        for (Chart chart : page.charts()) {
            files.put("charts/" + chart.heading().name() + ".svg", utf8(ChartImage.svg(chart)));
        }
        try {
            for (Chart chart : page.charts()) {
                files.put("charts/" + chart.heading().name() + ".png", ChartImage.png(chart));
            }
            return true;
        } catch (ToolException e) {
            remarks.add("no PNG files were written: " + e.getMessage());
            return false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
