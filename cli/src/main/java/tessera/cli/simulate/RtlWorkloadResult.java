package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.spatten.rtl.RtlResult;
import tessera.sim.spatten.rtl.RtlRun;
import tessera.sim.stat.Timeline;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** A workload file on the released RTL. */
final class RtlWorkloadResult implements WorkloadOutcome {
    private static final List<String> ROW_COLUMNS = List.of(
            "accept_cycle",
            "complete_cycle",
            "cycles",
            "dram_requests",
            "dram_read_bytes",
            "row_hits",
            "fetch_cycles",
            "dram_bus_cycles",
            "query_key_cycles",
            "reorder_cycles",
            "top_k_cycles",
            "prob_value_cycles",
            "energy_pj");

    private final String machine;
    private final SpattenWorkload workload;
    private final long seed;
    private final RtlRun run;

    private RtlWorkloadResult(String machine, SpattenWorkload workload, long seed, RtlRun run) {
        this.machine = machine;
        this.workload = workload;
        this.seed = seed;
        this.run = run;
    }

    static RtlWorkloadResult of(
            String machine, SpAttenRtlParams params, SpattenWorkload workload, long seed, Timeline timeline) {
        return new RtlWorkloadResult(machine, workload, seed, RtlRun.of(params, workload, seed, timeline));
    }

    @Override
    public Table totals() {
        List<Column> columns = new ArrayList<>();
        Map<String, Object> fields = fields();
        fields.keySet().forEach(key -> columns.add(Column.of(key, key.replace('_', ' '))));
        return new Table("simulate", "", columns, List.of(new ArrayList<>(fields.values())));
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = fields();
        json.put("stalls", Stalls.json(run.stalls()));
        return json;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("machine", machine);
        fields.put("workload", workload.name());
        fields.put("rows", workload.rowCount());
        fields.put("cycles", run.result().cycles());
        fields.put("lower_bound_cycles", run.bounds().lowerBoundCycles());
        fields.put("serial_cycles", run.bounds().serialCycles());
        fields.put("bottleneck", run.bounds().bottleneck());
        fields.put("dram_requests", run.result().dramReads());
        fields.put("dram_read_bytes", run.result().dramReads() * SpAttenRtlParams.READ_BYTES);
        fields.put("energy_pj", EnergyTable.HBM2_45NM.totalPj(run.actions()));
        fields.put("seed", seed);
        return fields;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        fields().forEach((key, value) -> text.append(String.format("%-20s  %s%n", key, TableText.readable(value))));
        return text.append("\nWhat the units were doing, in percent of the cycles:\n\n")
                .append(Stalls.text(run.stalls()))
                .toString();
    }

    /** Rows overlap, so bounds hold for the run; a run of one row has them in its row. */
    @Override
    public Table perRow() {
        List<Column> columns = new ArrayList<>();
        List<WorkloadColumn> keys = KEY_COLUMNS.stream().filter(workload::has).toList();
        keys.forEach(key -> columns.add(Column.of(key.header().toLowerCase(Locale.ROOT), key.header())));
        ROW_COLUMNS.forEach(name -> columns.add(Column.of(name, name.replace('_', ' '))));
        boolean isAlone = workload.rowCount() == 1;
        if (isAlone) {
            columns.add(Column.of("lower_bound_cycles", "lower bound", "cycles"));
            columns.add(Column.of("serial_cycles", "serial", "cycles"));
        }
        double sharedPj = sharedPj();
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < workload.rowCount(); row++) {
            List<Object> cells = new ArrayList<>();
            for (WorkloadColumn key : keys) {
                cells.add(workload.value(key, row));
            }
            cells.addAll(rowCells(row, sharedPj));
            if (isAlone) {
                cells.add(run.bounds().lowerBoundCycles());
                cells.add(run.bounds().serialCycles());
            }
            rows.add(cells);
        }
        return new Table("simulate_rows", "", columns, rows);
    }

    private List<Object> rowCells(int row, double sharedPj) {
        RtlResult result = run.result();
        RtlWorkload rows = run.rows();
        long reads = rows.reads(row);
        double sharePj = sharedPj * reads / result.dramReads();
        return Arrays.asList(
                result.acceptCycle(row),
                result.completeCycle(row),
                result.completeCycle(row) - (row == 0 ? 0 : result.completeCycle(row - 1)),
                reads,
                reads * SpAttenRtlParams.READ_BYTES,
                result.rowHits(row),
                run.fetchCycles(row),
                run.dramBusCycles(row),
                run.queryKeyCycles(row),
                run.reorderCycles(row),
                rows.selects(row) ? rows.topKCycles(row) : 0,
                run.probValueCycles(row),
                EnergyTable.HBM2_45NM.totalPj(run.actionsOf(row)) + sharePj);
    }

    /** Energy of buffer reads, polls included: rows share it by their memory reads. */
    private double sharedPj() {
        double own = 0;
        for (int row = 0; row < workload.rowCount(); row++) {
            own += EnergyTable.HBM2_45NM.totalPj(run.actionsOf(row));
        }
        return EnergyTable.HBM2_45NM.totalPj(run.actions()) - own;
    }
}
