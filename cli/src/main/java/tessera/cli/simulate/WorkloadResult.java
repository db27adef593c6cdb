package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.models.machine.Machine;
import tessera.models.spatten.Flops;
import tessera.models.spatten.Row;
import tessera.models.spatten.SpAttenEnergy;
import tessera.models.spatten.SpAttenWork;
import tessera.models.spatten.WorkloadWork;
import tessera.sim.spatten.SpAttenRun;
import tessera.sim.stat.Timeline;
import tessera.traces.check.CeilDiv;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

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
        Map<String, Object> fields = fields();
        return new Table("simulate", "", RunFields.columns(fields), List.of(new ArrayList<>(fields.values())));
    }

    /** The totals with energy by action and the cycles of every unit. */
    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = fields();
        json.put("energy", RunFields.energyJson(SpAttenEnergy.table(run.machine()), run.actions()));
        json.put("stalls", Stalls.json(run.stalls()));
        return json;
    }

    private Map<String, Object> fields() {
        return new RunFields()
                .put("machine", machine.name())
                .put("workload", workload.name())
                .put("memory", run.machine().memory().title())
                .put("rows", workload.rowCount())
                .put("cycles", run.cycles())
                .put("lower_bound_cycles", run.bounds().lowerBoundCycles())
                .put("serial_cycles", run.bounds().serialCycles())
                .put("bottleneck", run.bounds().bottleneck())
                .put("dram_requests", run.dramRequests())
                .put("dram_read_bytes", run.dramReadBytes())
                .energy(run.cycles(), run.machine(), SpAttenEnergy.table(run.machine()), run.actions())
                .throughput(run.cycles(), run.machine().clockHz(), Flops.of(workload, run.work()))
                .put("seed", seed)
                .map();
    }

    /** The totals and what the units were doing, for people. */
    @Override
    public String text() {
        return RunFields.text(fields()) + "\nWhat the units were doing, in percent of the cycles:\n\n"
                + Stalls.text(run.stalls());
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

    /** Whose bursts hit an open row is not known, so that cell is absent; the run's total is in its statistics. */
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
        cells.add(SpAttenEnergy.table(run.machine()).totalPj(run.actions(row)));
        return cells;
    }
}
