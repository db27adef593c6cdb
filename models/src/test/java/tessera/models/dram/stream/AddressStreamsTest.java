package tessera.models.dram.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;

class AddressStreamsTest {
    /** The cases of {@code dram_streams.py --check}, in its order. */
    private static final List<String> CASES = List.of(
            "seq",
            "stride:stride=256",
            "stride:stride=4096",
            "stride:stride=65536",
            "rand",
            "gather_sorted:row=64,keep=0.5",
            "gather_sorted:row=64,keep=0.25",
            "gather_sorted:row=64,keep=0.1",
            "gather_sorted:row=96,keep=0.25",
            "gather_sorted:row=128,keep=0.25",
            "gather_rand:row=64",
            "gather_rand:row=128",
            "gather_rand:row=256",
            "kv_alt:row=64,keep=0.25",
            "copy");

    @TempDir
    private Path folder;

    @Test
    void seqWrapsAtTheFootprint() {
        assertStream("seq:n=5,size=64,foot=256", "0 40 80 c0 0");
    }

    @Test
    void strideIsTakenDownToTheTransaction() {
        // 0, 100, 200 taken down to multiples of 64: 0, 64, 192.
        assertStream("stride:n=3,size=64,stride=100,foot=1024", "0 40 c0");
    }

    /**
     * Seed 1: x₁ = 6364136223846793005 + 1442695040888963407 = 7806831264735756412, x₁ >> 33 = 908834774; mod 16 places =
     * 6, so address 6 · 32 = 0xc0.
     */
    @Test
    void randStartsWithTheFirstNumberOfTheGenerator() {
        assertEquals(7806831264735756412L >>> 33, new Lcg(1).next());
        assertEquals(
                0xc0, AddressStreams.open("rand:n=1,size=32,foot=512", 32, 1).address(0));
    }

    @Test
    void gatherTouchesEveryTransactionOfARowOnce() {
        // keep = 1: rows of 96 bytes at 0, 96, 192 touch 64-byte blocks 0 1 | 1 2 | 3 4; the repeated 1 is dropped.
        assertStream("gather_sorted:n=5,size=64,row=96,keep=1", "0 40 80 c0 100");
    }

    @Test
    void copyAlternatesReadsAndWritesHalfTheFootprintApart() {
        assertStream("copy:n=4,size=64,foot=1024", "0 200w 40 240w");
    }

    @Test
    void keyValueReadsBothVectorsOfAToken() {
        assertStream("kv_alt:n=4,size=64,row=64,keep=1,foot=1024", "0 200 40 240");
    }

    private static void assertStream(String text, String expected) {
        AddressStream stream = AddressStreams.open(text, 64, 1);
        StringBuilder got = new StringBuilder();
        for (int i = 0; i < stream.length(); i++) {
            got.append(i == 0 ? "" : " ")
                    .append(Long.toHexString(stream.address(i)))
                    .append(stream.isWrite(i) ? "w" : "");
        }
        assertEquals(expected, got.toString(), text);
    }

    /** Runs the reference generators' self-check where Python and the reference data are. */
    @Test
    void equalsTheReferenceGenerators() throws IOException, InterruptedException {
        Path script = reference("dram_streams.py");
        Process process;
        try {
            process = new ProcessBuilder("python3", script.toString(), "--check")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // On a machine that must have every tool this is a failure; elsewhere the test says why it is skipped.
            assumeTrue("true".equals(System.getenv("CI")), "skipped: python3 is not installed");
            throw e;
        }
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor());
        assertEquals(2 * CASES.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            int size = i < CASES.size() ? 32 : 64;
            String text = CASES.get(i % CASES.size());
            AddressStream stream = AddressStreams.open(text + (text.contains(":") ? "," : ":") + "n=4096", size, 1);
            String[] words = lines.get(i).split(" ");
            assertEquals(String.valueOf(size), words[0]);
            assertEquals(words[4], String.format("%016x", stream.checksum()), text + ", size " + size);
        }
    }

    private static Path reference(String name) {
        String folder = System.getenv("TESSERA_REFERENCE_DATA");
        List<String> places = folder == null ? List.of("../../shared/data", "../shared/data") : List.of(folder);
        Optional<Path> file = places.stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isRegularFile)
                .findFirst();
        assumeTrue(file.isPresent(), "skipped: no reference data; set TESSERA_REFERENCE_DATA to the folder of " + name);
        return file.get();
    }

    @Test
    void readsFilesOfAddresses() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "# comment\n1f40 R\n\n0x80 w\n");
        assertStream(file.toString(), "1f40 80w");
    }

    @Test
    void saysWhereAFileIsWrong() throws IOException {
        Path file = folder.resolve("b.txt");
        Files.writeString(file, "1f40 R\n1f48\n");
        InputException e = assertThrows(InputException.class, () -> AddressStreams.open(file.toString(), 64, 1));
        assertEquals(file + ":2: expected 'HEXADDR R' or 'HEXADDR W' such as '1f40 R', got '1f48'", e.getMessage());
        Files.writeString(file, "\n");
        e = assertThrows(InputException.class, () -> AddressStreams.open(file.toString(), 64, 1));
        assertEquals(file + ": expected at least one line 'HEXADDR R|W', got no transaction", e.getMessage());
    }

    @Test
    void refusesParametersThatMakeNoStream() {
        assertMessage(
                "seq:n=0",
                "stream seq:n=0: n = '0': expected a whole number between 1 and 1073741824 (decimal, 0x… or 2^k)");
        assertMessage("seq:size=48", "stream seq:size=48: size = 48, must be a power of two");
        assertMessage(
                "gather_sorted:keep=0",
                "stream gather_sorted:keep=0: keep = '0': expected a probability between 1/65536 and 1");
        assertMessage(
                "seq:lenght=4",
                "stream seq:lenght=4: expected key=value with a key of n, size, foot, seed, stride, row, keep, got"
                        + " 'lenght=4'");
        assertMessage("seq:n=4,n=5", "stream seq:n=4,n=5: key 'n' is given twice; remove one");
        assertMessage(
                "copy:foot=64",
                "stream copy:foot=64: foot = 64, must hold at least 128 bytes for this pattern; raise foot");
        InputException e = assertThrows(InputException.class, () -> AddressStreams.open("sequ", 64, 1));
        assertTrue(e.getMessage().endsWith("did you mean 'seq'?"), e.getMessage());
    }

    private static void assertMessage(String text, String message) {
        InputException e = assertThrows(InputException.class, () -> AddressStreams.open(text, 64, 1));
        assertEquals(message, e.getMessage());
    }
}
