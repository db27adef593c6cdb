package tessera.traces.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NpyWriterTest {
    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        for (String name : List.of("f4.npy", "bool.npy", "empty.npy", "text.npy", "u8.npy")) {
            assertArrayEquals(NumpyFiles.bytes(name), written(NumpyFiles.array(name)), name);
        }
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        for (long seed = 0; seed < 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Integer> shape = random.ints(random.nextInt(4), 0, 5).boxed().toList();
            int count = shape.stream().reduce(1, (a, b) -> a * b);
            NpyType type = List.of(NpyType.INT8, NpyType.FLOAT16, NpyType.FLOAT32, NpyType.FLOAT64)
                    .get(random.nextInt(4));
            byte[] elements = new byte[count * type.bytes()];
            random.nextBytes(elements);
            NpyArray array = NpyArray.of(type, shape, elements);
            assertEquals(array, NpyReader.read(ByteSource.memory("x", written(array))), "seed " + seed);
        }
    }

    private static byte[] written(NpyArray array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(out, array);
        return out.toByteArray();
    }
}
