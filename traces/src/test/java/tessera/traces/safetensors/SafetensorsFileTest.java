package tessera.traces.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyType;

class SafetensorsFileTest {
    @Test
    void readsEveryTypeThatTensorsComeIn() {
        // 1.5 is 3e00 in binary16 and 3fc0 in bfloat16 (the upper half of binary32 3fc00000); -2 is c000 in both.
        byte[] data = {0, 0x3e, 0, (byte) 0xc0, (byte) 0xc0, 0x3f, 0, (byte) 0xc0, -3, 7};
        SafetensorsFile file = open(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[4,8]},"
                        + "\"i\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[8,10]},"
                        + "\"e\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[10,10]},"
                        + "\"__metadata__\":{\"made by\":\"hand\"}}",
                data);
        assertEquals(List.of("h", "b", "i", "e"), file.names());
        assertArrayEquals(new float[] {1.5f, -2}, file.array("h").floats());
        assertArrayEquals(new float[] {1.5f, -2}, file.array("b").floats());
        assertEquals(NpyType.FLOAT32, file.array("b").type());
        assertEquals(List.of(1, 2), file.array("b").shape());
        assertArrayEquals(new long[] {-3, 7}, file.array("i").longs());
        assertEquals(0, file.array("e").elementCount());
        assertEquals(Map.of("made by", "hand"), file.metadata());
    }

    @Test
    void writtenTensorsAreAlignedAndReadBack() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("small", NpyArray.of(NpyType.INT8, List.of(3), new byte[] {1, 2, 3}));
        arrays.put("wide", NpyArray.of(List.of(2), 4, 5));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.write(out, Map.of(), arrays);
        byte[] bytes = out.toByteArray();
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, header % 8);
        // The wide elements lie first: 8 bytes of them, then 3.
        assertEquals(8 + header + 8 + 3, bytes.length);
        SafetensorsFile file = SafetensorsFile.open(ByteSource.memory("x", bytes));
        assertArrayEquals(new float[] {4, 5}, file.array("wide").floats());
        assertArrayEquals(new long[] {1, 2, 3}, file.array("small").longs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]              | x: offset 8: expected a JSON object as header, found a list",
                "{\"a\":          | x: header at offset 8: expected JSON",
                "{\"a\":7}        | x, tensor 'a': expected an object with dtype, shape and data_offsets, found 7",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}} | x, tensor 'a': expected one of F64,",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,12]}} | x, tensor 'a': expected data_offsets [begin, end] within the 8 bytes behind the header",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | x, tensor 'a': expected data_offsets [begin, end] within",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | x, tensor 'a': expected \"shape\": a list of numbers from 0 up, found [-1]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | x, tensor 'a': shape [2] of F32: expected 8 bytes, data_offsets give 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}} | x, tensor 'a': shape [4294967296, 4294967296] overflows",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[3,7]}} | x, tensor 'b': begins at offset ",
                "{\"a\":1,\"a\":1}  | x: header at offset 8: expected JSON, got Duplicate field 'a'",
            })
    void wrongHeadersAreNamed(String header, String message) {
        InputException e = assertThrows(InputException.class, () -> open(header, new byte[8]));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void aHeaderLongerThanTheFileIsNamed() {
        byte[] bytes = {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'};
        InputException e =
                assertThrows(InputException.class, () -> SafetensorsFile.open(ByteSource.memory("x", bytes)));
        assertEquals(
                "x: offset 0: expected a safetensors file, with the length of its header in the first 8 bytes (2 to 2),"
                        + " found 100",
                e.getMessage());
    }

    private static SafetensorsFile open(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(data);
        return SafetensorsFile.open(ByteSource.memory("x", bytes.array()));
    }
}
