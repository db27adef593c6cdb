package tessera.cli.explore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.machine.Machines;
import tessera.models.pattern.Patterns;
import tessera.traces.trace.TraceFiles;
import tessera.traces.workload.WorkloadFiles;

/** One number for everything that decides a study: two studies with the same digest hold the same points. */
public final class StudyDigest {
    private static final String FORMAT = "tessera-explore-1";

    private StudyDigest() {}

    /**
     * SHA-256, as 64 hexadecimal digits, of the space file, the machine with its DRAM, the pattern's defaults, the traces'
     * contents and the seed. Reads all of them.
     */
    public static String of(Space space, long seed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, FORMAT);
            add(digest, space.text());
            add(digest, Machines.load(space.machine(), List.of()).resolved().toYaml());
            add(digest, Patterns.load(space.pattern()).parameters(List.of()).toYaml());
            for (Workload workload : space.workloads()) {
                add(digest, content(workload));
            }
            add(digest, Long.toString(seed));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What stands behind a workload's name: as it is in a shape, a digest of what lies in a file. */
    public static String content(Workload workload) {
        return switch (workload.kind()) {
            case TRACE -> TraceFiles.open(workload.trace()).sha256();
            case SHAPE -> workload.trace();
            case ROWS -> WorkloadFiles.open(workload.trace()).csv();
        };
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
