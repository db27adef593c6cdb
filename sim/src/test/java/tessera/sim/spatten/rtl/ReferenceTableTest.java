package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The table of runs in docs/spatten-rtl.md, theirs beside ours; {@code -Dupdate.golden=true} writes it. */
class ReferenceTableTest {
    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end of table -->";

    @Test
    void theTableInTheDocsIsWhatTheModelGives() throws IOException {
        Path docs = Path.of("../docs/spatten-rtl.md");
        Assumptions.assumeTrue(Files.exists(docs), () -> docs.toAbsolutePath() + " is not there: run from the module");
        String table = table();
        String text = Files.readString(docs);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(docs, text.substring(0, begin) + table + text.substring(end));
        } else {
            assertEquals(table, text.substring(begin, end));
        }
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder(
                "| run | rows | multipliers | downsample | top-k lanes | RTL cycles | ours | rows off | RTL reads | ours |\n"
                        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (ReferenceRun run : ReferenceRun.all()) {
            RtlResult result = RtlMachines.run(run.params(), run.workload());
            int rowsOff = 0;
            for (int row = 0; row < run.rows().size(); row++) {
                boolean isExact = run.ofRow(row, "accept_cycle") == result.acceptCycle(row)
                        && run.ofRow(row, "complete_cycle") == result.completeCycle(row);
                rowsOff += isExact ? 0 : 1;
            }
            table.append(String.join(
                            " | ",
                            "| " + run.totals().get("run"),
                            "" + run.rows().size(),
                            run.totals().get("num_multipliers"),
                            run.totals().get("bandwidth_downsample"),
                            run.totals().get("topk_parallelism"),
                            run.totals().get("total_cycles"),
                            "" + result.cycles(),
                            "" + rowsOff,
                            run.totals().get("dram_requests"),
                            "" + result.dramReads()))
                    .append(" |\n");
        }
        return table.toString();
    }
}
