package tessera.sim.spatten.rtl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlRow;
import tessera.models.rtl.RtlWorkload;

/**
 * One run of the released RTL: what it was given and what it took.
 *
 * @param totals of the run, column → cell
 * @param rows of the run, in order, column → cell
 */
record ReferenceRun(Map<String, String> totals, List<Map<String, String>> rows) {
    /** All runs; the running test is skipped where the data are absent. */
    static List<ReferenceRun> all() throws IOException {
        List<Map<String, String>> rows = ReferenceData.table("spatten_rtl_rows.csv");
        List<ReferenceRun> runs = new ArrayList<>();
        for (Map<String, String> totals : ReferenceData.table("spatten_rtl_runs.csv")) {
            runs.add(new ReferenceRun(
                    totals,
                    rows.stream().filter(row -> name(row).equals(name(totals))).toList()));
        }
        return runs;
    }

    private static String name(Map<String, String> line) {
        return line.get("run") + ", topk_parallelism=" + line.get("topk_parallelism") + ", num_multipliers="
                + line.get("num_multipliers") + ", bandwidth_downsample=" + line.get("bandwidth_downsample");
    }

    String name() {
        return name(totals);
    }

    /** Whether it is known which forced refetches were skipped by chance. */
    boolean isKnown() {
        return rows.stream().noneMatch(row -> row.get("refetch_done").isEmpty());
    }

    SpAttenRtlParams params() {
        return RtlMachines.params(
                "num_bufline=" + totals.get("num_bufline"),
                "topk_parallelism=" + totals.get("topk_parallelism"),
                "num_multipliers=" + totals.get("num_multipliers"),
                "bandwidth_downsample=" + totals.get("bandwidth_downsample"));
    }

    RtlWorkload workload() {
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

    long total(String column) {
        return number(totals, column);
    }

    long ofRow(int row, String column) {
        return number(rows.get(row), column);
    }

    private static int roundedUp(long count) {
        return Math.toIntExact((count + 7) / 8 * 8);
    }

    private static long number(Map<String, String> line, String column) {
        return Long.parseLong(line.get(column));
    }
}
