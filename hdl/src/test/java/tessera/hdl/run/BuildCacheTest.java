package tessera.hdl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.ToolException;

class BuildCacheTest {
    @TempDir
    private Path folder;

    @Test
    void fourAtOnceBuildOnce() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        Callable<Path> get = () -> BuildCache.at(folder).get("thing", "k1", into -> {
            builds.incrementAndGet();
            Files.writeString(into.resolve("result"), "built");
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> answers = threads.invokeAll(List.of(get, get, get, get));
            for (Future<Path> answer : answers) {
                assertEquals("built", Files.readString(answer.get().resolve("result")));
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, builds.get());
    }

    @Test
    void aFailedBuildLeavesNothingBehind() throws IOException {
        BuildCache cache = BuildCache.at(folder);
        assertThrows(
                ToolException.class,
                () -> cache.get("thing", "k2", into -> {
                    Files.writeString(into.resolve("half"), "half");
                    throw new ToolException("compiler said no");
                }));
        List<String> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> left.add(file.getFileName().toString()));
        }
        assertEquals(List.of("k2.lock"), left);
    }

    @Test
    void keysTellPartsApart() {
        assertNotEquals(BuildCache.key(List.of("ab", "c")), BuildCache.key(List.of("a", "bc")));
        assertEquals(BuildCache.key(List.of("a", "b")), BuildCache.key(List.of("a", "b")));
    }
}
