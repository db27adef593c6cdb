package tessera.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Reference data outside the repository; tests that need it are skipped, with the reason, where it is absent. */
public final class ReferenceData {
    private static final String VARIABLE = "TESSERA_REFERENCE_DATA";

    private ReferenceData() {}

    /** The file, or the running test is skipped. */
    public static Path file(String name) {
        String configured = System.getenv(VARIABLE);
        Stream<String> folders =
                configured == null ? Stream.of("../shared/data", "../../shared/data") : Stream.of(configured);
        List<Path> candidates = folders.map(folder -> Path.of(folder, name)).toList();
        Optional<Path> found = candidates.stream().filter(Files::isRegularFile).findFirst();
        Assumptions.assumeTrue(
                found.isPresent(),
                () -> name + " is not at any of " + candidates + ": set " + VARIABLE + " to the folder that holds it");
        return found.orElseThrow();
    }
}
