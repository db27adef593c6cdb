package tessera.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's own logic, on a copy of it in a bare tree with a {@code mvn} and a {@code java} that only note that they ran. */
class LauncherTest {
    @TempDir
    private Path root;

    @BeforeEach
    void bareTree() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: the launcher needs /bin/bash");
        copy("tessera");
        copy("cli/launcher/build");
        for (String module : List.of("traces", "models", "sim", "hdl", "viz", "cli")) {
            Files.createDirectories(root.resolve(module + "/src/main"));
            Files.writeString(root.resolve(module + "/pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve("traces/samples"));
        Files.createDirectories(root.resolve("models/machines"));
        script(
                "bin/mvn",
                "sleep 1; echo run >> \"$BARE/maven-runs\"; mkdir -p \"$BARE/cli/target\"; exit ${MAVEN_EXIT:-0}");
        script("bin/java", "case $* in *WarmUp*) : ;; *) echo started ;; esac");
        script("bin/javac", ":");
    }

    @Test
    void twoFirstCallsAtOnceBuildOnce() throws Exception {
        Process first = start("0");
        Process second = start("0");
        assertEquals("started", output(first));
        assertEquals("started", output(second));
        assertEquals(1, mavenRuns());
    }

    @Test
    void buildsAgainOnlyWhenASourceIsNewerOrGone() throws Exception {
        Path source = root.resolve("sim/src/main/A.java");
        Files.writeString(source, "class A {}");
        output(start("0"));
        output(start("0"));
        assertEquals(1, mavenRuns());
        Files.delete(source);
        output(start("0"));
        assertEquals(2, mavenRuns());
    }

    @Test
    void failedBuildIsAToolFailureAndIsTriedAgain() throws Exception {
        Process failed = start("1");
        assertEquals("", output(failed));
        assertEquals(4, failed.exitValue());
        assertEquals("started", output(start("0")));
        assertEquals(2, mavenRuns());
    }

    private void copy(String name) throws IOException {
        Path to = root.resolve(name);
        Files.createDirectories(to.getParent());
        Files.copy(Path.of("..").resolve(name), to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void script(String name, String body) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Process start(String mavenExit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("tessera").toString(), "--version");
        builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("BARE", root.toString());
        builder.environment().put("MAVEN_EXIT", mavenExit);
        builder.environment().remove("JAVA_HOME");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private String output(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return text;
    }

    private int mavenRuns() throws IOException {
        return Files.readAllLines(root.resolve("maven-runs")).size();
    }
}
