package tessera.traces.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class NpzFileTest {
    @Test
    void readsStoredAndDeflatedEntriesOfNumpy() {
        try (NpzFile file = open(NumpyFiles.bytes("stored.npz"))) {
            assertEquals(List.of("a", "b"), file.names());
            assertArrayEquals(new long[] {0, 1, 2}, file.array("a").longs());
            assertArrayEquals(new long[] {7}, file.array("b").longs());
        }
        try (NpzFile file = open(NumpyFiles.bytes("deflated.npz"))) {
            long[] values = file.array("a").longs();
            assertEquals(4000, values.length);
            for (int i = 0; i < values.length; i++) {
                assertEquals(i / 500, values[i]);
            }
        }
    }

    @Test
    void aMissingArrayIsNamedWithTheNearest() {
        try (NpzFile file = open(sample())) {
            InputException e = assertThrows(InputException.class, () -> file.array("layer0.qurey"));
            assertEquals(
                    "x.npz: expected an array 'layer0.qurey', found layer0.query, scale; did you mean 'layer0.query'?",
                    e.getMessage());
        }
    }

    @Test
    void writtenBytesDoNotDependOnTheTimeZone() {
        byte[] here = sample();
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertArrayEquals(here, sample());
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void bombsAreRefusedBeforeTheyUnpack() throws IOException {
        // 100 MiB of zeros in about 100 KB: more than 64 MiB and more than 100 times the file.
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(out)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a.npy"));
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1 << 20]);
            }
            zip.closeEntry();
        }
        InputException e = assertThrows(InputException.class, () -> open(out.toByteArray()));
        assertTrue(
                e.getMessage()
                        .startsWith("x.npz: expected entries that unpack to at most 64 MiB or 100 times the file of"),
                e.getMessage());
    }

    @Test
    void entriesThatPointElsewhereAreRefused() throws IOException {
        for (String name : List.of("../a.npy", "/etc/a.npy", "a/../../b.npy", "..\\a.npy")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            NpzWriter npz = new NpzWriter(out);
            npz.add(name.substring(0, name.length() - 4), NpyArray.of(List.of(1), 1));
            npz.finish();
            InputException e = assertThrows(InputException.class, () -> open(out.toByteArray()), name);
            assertEquals(
                    "x.npz: expected plain names of arrays, found an entry that points elsewhere: '" + name + "'",
                    e.getMessage());
        }
    }

    @Test
    void zip64RecordsAreFollowed() {
        byte[] bytes = Zip64Copy.of(sample());
        try (NpzFile file = open(bytes)) {
            assertArrayEquals(
                    new float[] {1, 2, 3, 4}, file.array("layer0.query").floats());
            assertArrayEquals(new float[] {.5f}, file.array("scale").floats());
        }
    }

    @Test
    void whatIsNoZipIsNamed() {
        assertMessage(
                "not a zip".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "x.npz: expected an NPZ (a ZIP, first" + " bytes 'PK'), found 'not a zi'");
        assertMessage(new byte[0], "x.npz: expected an NPZ (a ZIP, first bytes 'PK'), found an empty file");
    }

    @Test
    void everyCutIsNoticed() {
        byte[] whole = sample();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            InputException e = assertThrows(InputException.class, () -> readAll(part), "cut to " + length);
            assertTrue(e.getMessage().startsWith("x.npz"), e.getMessage());
        }
    }

    @Test
    void aFlippedElementFailsTheChecksum() {
        byte[] bytes = sample();
        int at = indexOf(bytes, new byte[] {0, 0, (byte) 0x80, 0x3f});
        bytes[at]++;
        InputException e = assertThrows(InputException.class, () -> readAll(bytes));
        assertTrue(
                e.getMessage().matches("x.npz, entry 'layer0.query.npy' at offset \\d+: expected CRC-32 .*"),
                e.getMessage());
    }

    @Test
    void aDeflatedEntryThatClaimsMoreThanDeflateCanHoldIsRefused() {
        byte[] bytes = NumpyFiles.bytes("deflated.npz");
        int central = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
        // Uncompressed size of the central header, bytes 24 to 27: claim 2 GiB less one.
        bytes[central + 24] = (byte) 0xff;
        bytes[central + 25] = (byte) 0xff;
        bytes[central + 26] = (byte) 0xff;
        bytes[central + 27] = 0x7f;
        InputException e = assertThrows(InputException.class, () -> readAll(bytes));
        assertTrue(e.getMessage().contains("entry 'a.npy' of 2147483647 bytes"), e.getMessage());
    }

    @Test
    void mutatedFilesGiveAnArrayOrAnInputError() {
        List<byte[]> originals = List.of(
                sample(), NumpyFiles.bytes("stored.npz"), NumpyFiles.bytes("deflated.npz"), Zip64Copy.of(sample()));
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : List.of(0, 1, 127, 255).get(random.nextInt(4)));
            }
            byte[] mutated = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            try {
                readAll(mutated);
            } catch (InputException e) {
                assertTrue(e.getMessage().length() > 20, "seed " + seed + ": " + e.getMessage());
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] sample() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            NpzWriter npz = new NpzWriter(out);
            npz.add("layer0.query", NpyArray.of(List.of(2, 2), 1, 2, 3, 4));
            npz.add("scale", NpyArray.of(List.of(1), .5f));
            npz.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static NpzFile open(byte[] bytes) {
        return NpzFile.open(ByteSource.memory("x.npz", bytes));
    }

    private static void readAll(byte[] bytes) {
        try (NpzFile file = open(bytes)) {
            file.names().forEach(file::array);
        }
    }

    private static void assertMessage(byte[] bytes, String message) {
        assertEquals(
                message, assertThrows(InputException.class, () -> open(bytes)).getMessage());
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not there: " + Arrays.toString(wanted));
    }
}
