package tessera.cli.explore.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;

class PointStoreTest {
    private static final StoreHeader HEADER =
            new StoreHeader("0123456789abcdef", 7, "0.1.0", List.of("latency_cycles", "energy_pj"), "parameters: []\n");

    @TempDir
    private Path folder;

    @Test
    void whatWasAppendedComesBack() {
        List<Outcome> outcomes = outcomes(10_000);
        write(outcomes);

        List<String> notes = new ArrayList<>();
        assertEquals(outcomes, resume(notes));
        assertEquals(List.of(), notes);
    }

    // A crash can leave any prefix of the file: records before the tear stay, the rest is moved aside and named.
    @Test
    void everyTornTailIsCutAndTold() throws IOException {
        List<Outcome> outcomes = outcomes(3);
        write(outcomes);
        byte[] whole = Files.readAllBytes(log());
        int header = HEADER.bytes().length;
        int record = (whole.length - header) / 3;
        for (int length = header; length < whole.length; length++) {
            Files.write(log(), Arrays.copyOf(whole, length));
            List<String> notes = new ArrayList<>();
            int left = (length - header) / record;
            assertEquals(outcomes.subList(0, left), resume(notes), "torn at byte " + length);
            boolean isBetweenRecords = (length - header) % record == 0;
            assertEquals(isBetweenRecords ? 0 : 1, notes.size(), "torn at byte " + length);
            assertEquals(header + (long) left * record, Files.size(log()));
        }
    }

    @Test
    void aFlippedBitIsNeverRead() throws IOException {
        List<Outcome> outcomes = outcomes(3);
        write(outcomes);
        byte[] whole = Files.readAllBytes(log());
        int header = HEADER.bytes().length;
        int record = (whole.length - header) / 3;
        for (int bit = 0; bit < record * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[header + record + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(log(), damaged);
            List<String> notes = new ArrayList<>();
            assertEquals(outcomes.subList(0, 1), resume(notes), "bit " + bit);
            assertEquals(1, notes.size());
            Path aside = folder.resolve("points.damaged-at-" + (header + record));
            assertEquals(2L * record, Files.size(aside), "the cut bytes are kept");
        }
    }

    @Test
    void goesOnBehindTheCut() throws IOException {
        List<Outcome> outcomes = outcomes(5);
        write(outcomes.subList(0, 4));
        Files.write(log(), Arrays.copyOf(Files.readAllBytes(log()), (int) Files.size(log()) - 1));
        try (PointStore store = PointStore.resume(folder, HEADER, outcome -> {}, note -> {})) {
            store.append(outcomes.subList(4, 5));
        }
        List<Outcome> expected = new ArrayList<>(outcomes.subList(0, 3));
        expected.add(outcomes.get(4));
        assertEquals(expected, resume(new ArrayList<>()));
    }

    @Test
    void aDamagedStartIsRefusedAndLeftAlone() throws IOException {
        write(outcomes(2));
        byte[] whole = Files.readAllBytes(log());
        for (int at = 0; at < HEADER.bytes().length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(log(), damaged);
            assertThrows(InputException.class, () -> resume(new ArrayList<>()));
            assertTrue(Arrays.equals(damaged, Files.readAllBytes(log())));
        }
    }

    @Test
    void twoWritersAreRefused() {
        try (PointStore first = PointStore.create(folder, HEADER)) {
            InputException refused = assertThrows(
                    InputException.class, () -> PointStore.resume(folder, HEADER, outcome -> {}, note -> {}));
            assertTrue(refused.getMessage().contains("another exploration"), refused.getMessage());
            first.append(outcomes(1));
        }
        assertEquals(outcomes(1), resume(new ArrayList<>()));
    }

    @Test
    void anotherSpaceOrVersionIsRefused() {
        write(outcomes(1));
        for (StoreHeader other : List.of(
                new StoreHeader("fedcba9876543210", HEADER.seed(), HEADER.version(), HEADER.columns(), ""),
                new StoreHeader(HEADER.space(), HEADER.seed(), "0.2.0", HEADER.columns(), ""),
                new StoreHeader(HEADER.space(), HEADER.seed(), HEADER.version(), List.of("latency_cycles"), ""))) {
            assertThrows(InputException.class, () -> PointStore.resume(folder, other, o -> {}, n -> {}));
        }
        assertEquals(outcomes(1), resume(new ArrayList<>()));
    }

    @Test
    void anotherSeedIsRefusedWithTheOneToGive() {
        write(outcomes(1));
        StoreHeader other = new StoreHeader(HEADER.space(), 8, HEADER.version(), HEADER.columns(), "");
        InputException refused =
                assertThrows(InputException.class, () -> PointStore.resume(folder, other, outcome -> {}, note -> {}));
        assertEquals(
                folder + ": its points were drawn with seed 7, this is seed 8; add --seed 7, or start anew in another"
                        + " --out folder",
                refused.getMessage());
    }

    // The first format had no seed; its header is of no use to us, its points.csv is to people.
    @Test
    void theFirstFormatIsRefusedWithWhatToDo() throws IOException {
        write(outcomes(2));
        byte[] whole = Files.readAllBytes(log());
        whole[6] = '1';
        Files.write(log(), whole);
        InputException refused = assertThrows(InputException.class, () -> resume(new ArrayList<>()));
        assertTrue(refused.getMessage().contains("a store of format 1, expected format 2"), refused.getMessage());
        assertTrue(refused.getMessage().contains("space.yaml again in another --out folder"), refused.getMessage());
    }

    @Test
    void aFullFolderIsNotStartedAnew() {
        assertFalse(PointStore.isIn(folder));
        write(outcomes(1));
        assertTrue(PointStore.isIn(folder));
        assertThrows(InputException.class, () -> PointStore.create(folder, HEADER));
        assertEquals(outcomes(1), resume(new ArrayList<>()));
    }

    @Test
    void goingOnWithoutAStoreSaysSo() {
        InputException missing = assertThrows(InputException.class, () -> resume(new ArrayList<>()));
        assertTrue(missing.getMessage().contains("--resume"), missing.getMessage());
    }

    private void write(List<Outcome> outcomes) {
        try (PointStore store = PointStore.create(folder, HEADER)) {
            store.append(outcomes);
        }
    }

    private List<Outcome> resume(List<String> notes) {
        List<Outcome> read = new ArrayList<>();
        PointStore.resume(folder, HEADER, read::add, notes::add).close();
        return read;
    }

    private Path log() {
        return folder.resolve("points.log");
    }

    private static List<Outcome> outcomes(int count) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Level level = Level.values()[i % 3];
            int constraint = i % 5 == 0 ? Outcome.REFUSED : Outcome.FEASIBLE;
            outcomes.add(new Outcome(i * 7L, level, constraint, new double[] {i / 3.0, i == 4 ? Double.NaN : -i}));
        }
        return outcomes;
    }
}
