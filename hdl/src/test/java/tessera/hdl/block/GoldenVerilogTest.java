package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Verilog of every block at its default parameters is committed in {@code hdl/verilog/}, for people to read.
 * {@code -Dupdate.golden=true} rewrites it; review the difference.
 */
class GoldenVerilogTest {
    private static final Path FOLDER = Path.of("verilog");

    @Test
    void committedTextIsWhatTheGeneratorPrints() throws IOException {
        Map<String, String> generated = new TreeMap<>();
        for (Block block : Blocks.ALL) {
            generated.putAll(block.instance().design().files());
        }
        if (Boolean.getBoolean("update.golden")) {
            rewrite(generated);
        }
        Map<String, String> committed = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".v")).toList()) {
                committed.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        String hint = "; if the change is meant, run the test with -Dupdate.golden=true and review the difference";
        assertEquals(generated.keySet(), committed.keySet(), "files in hdl/verilog" + hint);
        generated.forEach((name, text) -> assertEquals(text, committed.get(name), name + hint));
    }

    @Test
    void generatingTwiceGivesTheSameBytes() {
        for (Block block : Blocks.ALL) {
            assertEquals(
                    block.instance().design().files(), block.instance().design().files());
        }
    }

    private static void rewrite(Map<String, String> generated) throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".v")).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
        }
    }
}
