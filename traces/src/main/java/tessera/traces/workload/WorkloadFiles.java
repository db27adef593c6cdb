package tessera.traces.workload;

import java.nio.file.Path;
import java.util.Locale;

/** Workloads by the name that a person gives. */
public final class WorkloadFiles {
    private static final String SAMPLE = "sample:";

    private WorkloadFiles() {}

    /** Whether a name is a workload's: a CSV file, or {@code sample:NAME} of a workload that comes with the program. */
    public static boolean isWorkload(String name) {
        return name.startsWith(SAMPLE)
                ? WorkloadSample.names().contains(name.substring(SAMPLE.length()))
                : name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** Reads what {@link #isWorkload}; a file that is none is an input error with file and line. */
    public static SpattenWorkload open(String name) {
        return WorkloadSample.ALL.stream()
                .filter(sample -> name.equals(SAMPLE + sample.name()))
                .findFirst()
                .map(WorkloadSample::read)
                .orElseGet(() -> SpattenWorkload.read(Path.of(name)));
    }
}
