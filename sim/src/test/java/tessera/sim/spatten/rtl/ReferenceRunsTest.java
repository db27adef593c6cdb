package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tessera.models.bound.RtlBounds;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlRow;
import tessera.models.rtl.RtlWorkload;

/**
 * Every reference run of the released RTL: cycles in total and of every row, memory reads, and reads and writes of both
 * buffers, to the last one. Where it is not known which forced refetches were skipped, a run is checked for its bounds only.
 */
class ReferenceRunsTest {
    private static final int BIT_RAMS = 12;

    @TestFactory
    Stream<DynamicTest> everyRunIsExact() throws IOException {
        List<Map<String, String>> runs = ReferenceData.table("spatten_rtl_runs.csv");
        List<Map<String, String>> rows = ReferenceData.table("spatten_rtl_rows.csv");
        assertTrue(runs.size() > 0, "no runs");
        return runs.stream()
                .map(run -> DynamicTest.dynamicTest(name(run), () -> {
                    List<Map<String, String>> ofRun = rows.stream()
                            .filter(row -> name(row).equals(name(run)))
                            .toList();
                    check(run, ofRun);
                }));
    }

    private static String name(Map<String, String> line) {
        return String.join(
                " ",
                line.get("run"),
                "topk_parallelism=" + line.get("topk_parallelism"),
                "num_multipliers=" + line.get("num_multipliers"),
                "bandwidth_downsample=" + line.get("bandwidth_downsample"));
    }

    private static void check(Map<String, String> run, List<Map<String, String>> rows) {
        SpAttenRtlParams params = RtlMachines.params(
                "num_bufline=" + run.get("num_bufline"),
                "num_multipliers=" + run.get("num_multipliers"),
                "bandwidth_downsample=" + run.get("bandwidth_downsample"));
        boolean isKnown = rows.stream().noneMatch(row -> row.get("refetch_done").isEmpty());
        RtlWorkload workload = workload(rows);
        RtlResult result = RtlMachines.run(params, workload);
        RtlBounds bounds = RtlBounds.of(params, workload);
        assertTrue(bounds.lowerBoundCycles() <= result.cycles() && result.cycles() <= bounds.serialCycles());
        if (!isKnown) {
            return;
        }
        for (int row = 0; row < rows.size(); row++) {
            assertEquals(number(rows.get(row), "accept_cycle"), result.acceptCycle(row), "accept cycle of row " + row);
            assertEquals(
                    number(rows.get(row), "complete_cycle"), result.completeCycle(row), "complete cycle of row " + row);
        }
        assertEquals(number(run, "total_cycles"), result.cycles());
        assertEquals(number(run, "dram_requests"), result.dramReads());
        assertEquals(number(run, "keybuf_bitram_reads"), BIT_RAMS * result.keyLineReads());
        assertEquals(number(run, "valbuf_bitram_reads"), BIT_RAMS * result.valueLineReads());
        assertEquals(
                number(run, "keybuf_bitram_writes"),
                BIT_RAMS * result.stats().value("key_buffer.writes").longValue());
        assertEquals(
                number(run, "valbuf_bitram_writes"),
                BIT_RAMS * result.stats().value("value_buffer.writes").longValue());
    }

    private static RtlWorkload workload(List<Map<String, String>> rows) {
        List<RtlRow> driven = new ArrayList<>();
        for (Map<String, String> row : rows) {
            String refetched = row.get("refetch_done").isEmpty() ? row.get("driven_requant") : row.get("refetch_done");
            driven.add(new RtlRow(
                    roundedUp(number(row, "key_fetch_num")),
                    roundedUp(number(row, "value_fetch_num")),
                    (int) number(row, "driven_key_bits"),
                    (int) number(row, "driven_value_bits"),
                    refetched.equals("1"),
                    (int) number(row, "injected_topk_latency")));
        }
        return new RtlWorkload(driven);
    }

    private static int roundedUp(long count) {
        return Math.toIntExact((count + 7) / 8 * 8);
    }

    private static long number(Map<String, String> line, String column) {
        return Long.parseLong(line.get(column));
    }
}
