package tessera.cli.simulate;

import java.util.List;
import java.util.Map;
import tessera.models.machine.Machine;
import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Timeline;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;
import tessera.viz.table.Table;

/** A workload file on a machine: totals, or one result a row. */
public interface WorkloadOutcome {
    /** The columns of a file that name its rows in results. */
    List<WorkloadColumn> KEY_COLUMNS = List.of(
            WorkloadColumn.ITERATION,
            WorkloadColumn.LAYER,
            WorkloadColumn.HEAD,
            WorkloadColumn.KEY_COUNT,
            WorkloadColumn.VALUE_COUNT,
            WorkloadColumn.KEY_BITS,
            WorkloadColumn.VALUE_BITS);

    /** Simulates the workload; an InputException names the row that the machine cannot take. */
    static WorkloadOutcome of(Machine machine, SpattenWorkload workload, long seed, Timeline timeline) {
        return machine.params() instanceof SpAttenRtlParams params
                ? RtlWorkloadResult.of(machine.name(), params, workload, seed, timeline)
                : WorkloadResult.of(machine, workload, seed, timeline);
    }

    /** The totals as one row. */
    Table totals();

    /** The totals with the cycles of every unit. */
    Map<String, Object> json();

    /** The totals and what the units were doing, for people. */
    String text();

    /** One result a row of the file, in its order. */
    Table perRow();
}
