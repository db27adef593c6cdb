package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.Machine;
import tessera.models.spatten.Row;
import tessera.models.spatten.SpAttenWork;
import tessera.models.spatten.WorkloadWork;
import tessera.sim.spatten.SpAttenRun;
import tessera.sim.stat.Timeline;
import tessera.traces.check.CeilDiv;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** A workload file on a machine: totals, or one result a row. */
public final class WorkloadResult implements WorkloadOutcome {
    private final Machine machine;
    private final SpattenWorkload workload;
    private final long seed;
    private final SpAttenRun run;

    private WorkloadResult(Machine machine, SpattenWorkload workload, long seed, SpAttenRun run) {
        this.machine = machine;
        this.workload = workload;
        this.seed = seed;
        this.run = run;
    }

    /** Simulates the workload; an InputException names the row that the machine cannot take. */
    public static WorkloadResult of(Machine machine, SpattenWorkload workload, long seed, Timeline timeline) {
        SpAttenWork work = WorkloadWork.of(workload, machine.spAtten(), seed);
        return new WorkloadResult(machine, workload, seed, SpAttenRun.of(machine.spAtten(), work, timeline));
    }

    /** The totals as one row. */
    @Override
    public Table totals() {
        List<Column> columns = new ArrayList<>();
        Map<String, Object> fields = fields();
        fields.keySet().forEach(key -> columns.add(Column.of(key, key.replace('_', ' '))));
        return new Table("simulate", "", columns, List.of(new ArrayList<>(fields.values())));
    }

    /** The totals with the cycles of every unit. */
    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = fields();
        json.put("stalls", Stalls.json(run.stalls()));
        return json;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("machine", machine.name());
        fields.put("workload", workload.name());
        fields.put("rows", workload.rowCount());
        fields.put("cycles", run.cycles());
        fields.put("lower_bound_cycles", run.bounds().lowerBoundCycles());
        fields.put("serial_cycles", run.bounds().serialCycles());
        fields.put("bottleneck", run.bounds().bottleneck());
        fields.put("dram_requests", run.dramRequests());
        fields.put("dram_read_bytes", run.dramReadBytes());
        fields.put("energy_pj", EnergyTable.HBM2_45NM.totalPj(run.actions()));
        fields.put("seed", seed);
        return fields;
    }

    /** The totals and what the units were doing, for people. */
    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        fields().forEach((key, value) -> text.append(String.format("%-20s  %s%n", key, TableText.readable(value))));
        return text.append("\nWhat the units were doing, in percent of the cycles:\n\n")
                .append(Stalls.text(run.stalls()))
                .toString();
    }

    /** One result a row of the file, in its order. */
    @Override
    public Table perRow() {
        List<Column> columns = new ArrayList<>();
        List<WorkloadColumn> keys = KEY_COLUMNS.stream().filter(workload::has).toList();
        keys.forEach(key -> columns.add(Column.of(key.header().toLowerCase(java.util.Locale.ROOT), key.header())));
        for (String name : List.of(
                "accept_cycle",
                "complete_cycle",
                "cycles",
                "dram_requests",
                "dram_read_bytes",
                "row_hits",
                "query_key_cycles",
                "softmax_cycles",
                "top_k_cycles",
                "prob_value_cycles",
                "energy_pj")) {
            columns.add(Column.of(name, name.replace('_', ' ')));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < workload.rowCount(); row++) {
            List<Object> cells = new ArrayList<>();
            for (WorkloadColumn key : keys) {
                cells.add(workload.value(key, row));
            }
            cells.addAll(rowCells(row));
            rows.add(cells);
        }
        return new Table("simulate_rows", "", columns, rows);
    }

    /** The simple memory has no rows to hit, so that cell is absent. */
    private List<Object> rowCells(int row) {
        Row counts = run.work().rows().get(row);
        int headDim = run.work().headDim();
        long softmaxCycles =
                CeilDiv.of((long) counts.keyCount(), run.machine().softmax().lanes());
        List<Object> cells = new ArrayList<>();
        cells.add(run.rows().acceptCycles()[row]);
        cells.add(run.rows().completeCycles()[row]);
        cells.add(run.rows().gapCycles(row));
        cells.add(run.rows().bursts()[row]);
        cells.add(run.rows().bursts()[row] * run.machine().memory().burstBytes());
        cells.add(null);
        cells.add(counts.passCount() * run.machine().matrixCycles(counts.keyCount(), headDim));
        cells.add((counts.passCount() + 1) * softmaxCycles);
        cells.add(run.rows().selectionCycles()[row]);
        cells.add(run.machine().matrixCycles(counts.valueCount(), headDim));
        cells.add(EnergyTable.HBM2_45NM.totalPj(run.actions(row)));
        return cells;
    }
}
