package tessera.models.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.traces.workload.SpattenWorkload;

/**
 * A workload file as work of one machine: one load and one row a line, generation style. The released RTL has a driver of its
 * own, {@code tessera.models.rtl}.
 */
public final class WorkloadWork {
    private WorkloadWork() {}

    /** The work of a file on a machine; a row that the machine cannot take is an input error with file and line. */
    public static SpAttenWork of(SpattenWorkload workload, SpAttenParams machine, long seed) {
        // Before anything as long as a row is made: a count may be anything an int can hold.
        RowsFit.check(workload, machine);
        return RecordedWork.of(workload, seed).work(0, machine);
    }
}
