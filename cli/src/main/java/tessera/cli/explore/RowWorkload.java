package tessera.cli.explore;

import java.util.ArrayList;
import java.util.List;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.rtl.TopKLatencyModel;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadFiles;

/**
 * A workload file of a space, for machines that take nothing else.
 *
 * @param delays top-k delays of its rows
 */
record RowWorkload(SpattenWorkload rows, TopKLatencyModel delays, double weight) {
    /** Those of a space; a trace, a shape or a phase is refused with its line. */
    static List<RowWorkload> of(Space space) {
        List<RowWorkload> workloads = new ArrayList<>();
        for (int i = 0; i < space.workloads().size(); i++) {
            try {
                workloads.add(of(space.workloads().get(i)));
            } catch (InputException e) {
                throw e.at(space.place("workload " + i));
            }
        }
        return workloads;
    }

    private static RowWorkload of(Workload workload) {
        if (workload.kind() != Workload.Kind.ROWS) {
            throw new InputException("workload " + workload.trace() + ": expected a workload file (.csv, or"
                    + " sample:decode-cascade-480), as this machine takes rows that are pruned already; traces and shapes"
                    + " run on machines of kind spatten");
        }
        if (workload.phase().isPresent()) {
            throw new InputException("workload " + workload.trace() + ": a workload file has no phase, its rows say"
                    + " what they fetch; leave phase out");
        }
        return new RowWorkload(
                WorkloadFiles.open(workload.trace()), new TopKLatencyModel(WorkSource.SEED), workload.weight());
    }
}
