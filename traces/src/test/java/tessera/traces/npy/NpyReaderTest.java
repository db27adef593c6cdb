package tessera.traces.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.traces.check.InputException;

class NpyReaderTest {
    private static final String F4_OF_6 = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";

    @TempDir
    private Path folder;

    @Test
    void readsWhatNumpyWrites() {
        NpyArray f4 = NumpyFiles.array("f4.npy");
        assertEquals(List.of(3, 2), f4.shape());
        assertEquals(NpyType.FLOAT32, f4.type());
        assertArrayEquals(new float[] {1.5f, -2, 3, 4.25f, 0, 0x1p-10f}, f4.floats());
        assertArrayEquals(
                new float[] {0, .25f, .5f, .75f, 1, 1.25f},
                NumpyFiles.array("f2_fortran.npy").floats());
        assertEquals(List.of(2, 3), NumpyFiles.array("f2_fortran.npy").shape());
        assertArrayEquals(new long[] {1, 0, 1}, NumpyFiles.array("bool.npy").longs());
        assertArrayEquals(
                new long[] {1, 256, 65535},
                NumpyFiles.array("u2_big_endian.npy").longs());
        assertEquals("q\u00e9\ud83d\ude00", NumpyFiles.array("text.npy").text());
    }

    @Test
    void readsSingleNumbersAndEmptyArrays() {
        NpyArray single = NumpyFiles.array("f8_big_endian_0d.npy");
        assertEquals(List.of(), single.shape());
        assertArrayEquals(new double[] {2.5}, single.doubles());
        assertArrayEquals(new float[] {2.5f}, single.floats());
        NpyArray empty = NumpyFiles.array("empty.npy");
        assertEquals(List.of(0, 3), empty.shape());
        assertEquals(0, empty.floats().length);
    }

    @Test
    void fortranOrderInThreeAxesBecomesRowMajor() {
        assertArrayEquals(
                LongStream.range(0, 24).toArray(),
                NumpyFiles.array("i8_fortran_3d.npy").longs());
    }

    @Test
    void unsignedBeyondLongIsRoundedAsDoubleAndRejectedAsLong() {
        NpyArray u8 = NumpyFiles.array("u8.npy");
        assertArrayEquals(new double[] {1, 0x1p63}, u8.doubles());
        InputException e = assertThrows(InputException.class, u8::longs);
        assertEquals(
                "u8.npy: element 1: expected at most 9223372036854775807, got 9223372036854775808", e.getMessage());
    }

    @Test
    void objectsAndRecordsAreRefused() {
        assertMessage(
                NumpyFiles.bytes("object.npy"),
                "x.npy: expected element type f2, f4, f8, i1 to i8, u1 to u8, b1 or U, got '|O' (pickled Python objects"
                        + " are never loaded); convert with array.astype('<f4')");
        assertMessage(
                NumpyFiles.bytes("record.npy"),
                "x.npy: NPY header: expected a quoted word (arrays of records are"
                        + " not supported) at character 10, found '[('a', '<f4'), ('b', '<i'");
    }

    @Test
    void cutOffFilesNameExpectedAndFoundBytes() {
        byte[] whole = NumpyFiles.bytes("f4.npy");
        // 128 bytes of header, 3 x 2 x 4 = 24 bytes of elements; the last three are gone.
        assertMessage(
                Arrays.copyOf(whole, whole.length - 3),
                "x.npy: shape (3, 2) of <f4: expected 24 bytes of elements, found 21; the file is cut off or corrupt");
        assertMessage(
                Arrays.copyOf(whole, whole.length + 1),
                "x.npy: shape (3, 2) of <f4: expected 24 bytes of elements, found 25; there is something behind them");
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(InputException.class, () -> read(part), "cut to " + length + " bytes");
        }
    }

    @Test
    void aTextFileIsNoArray() {
        assertMessage(
                "layer,head\n1,2\n".getBytes(StandardCharsets.UTF_8),
                "x.npy: expected an NPY array (bytes 93 'NUMPY'), found 'layer,he'; save it with numpy.save or"
                        + " numpy.savez");
        assertMessage(
                new byte[0],
                "x.npy: expected an NPY array (bytes 93 'NUMPY'), found an empty file; save it with numpy.save or"
                        + " numpy.savez");
    }

    @Test
    void absurdShapesAreRefusedBeforeAnythingIsAllocated() {
        assertMessage(
                file("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 9), }", "1234"),
                "x.npy: shape (99999999999, 9) of <f4: expected 3599999999964 bytes of elements, found 4; the file is cut"
                        + " off or corrupt");
        assertMessage(
                file("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387, 999999, 3), }", ""),
                "x.npy: shape (4611686018427387, 999999, 3) of <f8 overflows 64 bits of bytes, found 0 bytes of elements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, -2), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2.0), }",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (3, 2), }",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), 'more': 1}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), } __import__('os')",
                "{'descr': '<f3', 'fortran_order': False, 'shape': (3, 2), }",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (3, 2), }",
                "{'descr': '|f4', 'fortran_order': False, 'shape': (3, 2), }",
                "{'descr': 'f4', 'fortran_order': False, 'shape': (3, 2), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6)}",
            })
    void malformedHeadersAreRefused(String header) {
        InputException e = assertThrows(InputException.class, () -> read(file(header, "x".repeat(24))), header);
        assertTrue(e.getMessage().startsWith("x.npy: "), e.getMessage());
    }

    @Test
    void keysMayComeInAnyOrder() {
        NpyArray array = read(file("{'shape': (6,), 'fortran_order': False, 'descr': '|u1'}", "abcdef"));
        assertArrayEquals(new long[] {'a', 'b', 'c', 'd', 'e', 'f'}, array.longs());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "1,1", "255,0"})
    void unknownVersionsAreRefused(int major, int minor) {
        byte[] bytes = file(F4_OF_6, "x".repeat(24));
        bytes[6] = (byte) major;
        bytes[7] = (byte) minor;
        assertThrows(InputException.class, () -> read(bytes));
    }

    @Test
    void version2HeadersHaveAFourByteLength() {
        byte[] one = NumpyFiles.bytes("f4.npy");
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(one, 0, 6);
        two.writeBytes(new byte[] {2, 0, (byte) (one.length - 24 - 10), 0, 0, 0});
        two.write(one, 10, one.length - 10);
        assertArrayEquals(
                NumpyFiles.array("f4.npy").floats(), read(two.toByteArray()).floats());
    }

    @Test
    void readsFromAFile() throws IOException {
        Path file = folder.resolve("x.npy");
        Files.write(file, NumpyFiles.bytes("f4.npy"));
        assertEquals(NumpyFiles.array("f4.npy"), NpyReader.read(file));
        InputException e = assertThrows(InputException.class, () -> NpyReader.read(folder));
        assertEquals(folder + ": expected a file, found a folder", e.getMessage());
    }

    private static NpyArray read(byte[] bytes) {
        return NpyReader.read(ByteSource.memory("x.npy", bytes));
    }

    private static byte[] file(String header, String elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(header.length() + 1);
        out.write((header.length() + 1) >> 8);
        out.writeBytes((header + "\n" + elements).getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static void assertMessage(byte[] bytes, String message) {
        assertEquals(
                message, assertThrows(InputException.class, () -> read(bytes)).getMessage());
    }
}
