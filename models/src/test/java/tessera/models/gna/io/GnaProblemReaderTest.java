package tessera.models.gna.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.Tiling;
import tessera.traces.check.InputException;

class GnaProblemReaderTest {
    private final GnaProblemReader reader = new GnaProblemReader();

    @Test
    void readsEveryKeyInAnyOrder() {
        GnaProblem problem = read("""
                {"tiling": "flat", "causal": [false, true], "kv_tile": [8], "query_tile": [16],
                 "dilation": [2, 1], "stride": [3, 1], "window": [4, 5], "layout": [9, 6]}""");
        assertEquals(new GnaAxis(9, 4, 3, 2, false), problem.axes().get(0));
        assertEquals(new GnaAxis(6, 5, 1, 1, true), problem.axes().get(1));
        assertEquals("16 | 8", problem.queryTile() + " | " + problem.kvTile());
        assertEquals(Tiling.FLAT, problem.tiling());
    }

    @Test
    void putsDefaultsInAndForgetsTheProblemBefore() {
        read("{\"layout\": [9], \"window\": [4], \"stride\": [2], \"causal\": [true], \"tiling\": \"flat\"}");
        GnaProblem problem = read("{\"layout\": [9, 9, 9], \"window\": [4, 4, 4]}");
        assertEquals(GnaAxis.of(9, 4, 1), problem.axes().get(0));
        assertEquals("8x4x8 | 4x4x8", problem.queryTile() + " | " + problem.kvTile());
        assertEquals(Tiling.MULTI_DIM, problem.tiling());
    }

    @Test
    void saysWhatIsWrongWithALine() {
        String start = "{\"layout\": [8], \"window\": [4], ";
        refused("unknown key 'strid', expected one of layout, window", start + "\"strid\": [1]}");
        refused("did you mean 'stride'?", start + "\"strid\": [1]}");
        refused("key 'window' comes twice", start + "\"window\": [4]}");
        refused("stride = 1, expected a list of whole numbers", start + "\"stride\": 1}");
        refused("stride[0] = 1.5, expected a whole number 1 to 2147483647", start + "\"stride\": [1.5]}");
        refused("stride[0] = 0, expected a whole number", start + "\"stride\": [0]}");
        refused("stride[0] = -3, expected", start + "\"stride\": [-3]}");
        refused("stride[0] = the text '1', expected", start + "\"stride\": [\"1\"]}");
        refused("stride[0] = null, expected", start + "\"stride\": [null]}");
        refused("stride[0] = " + "9".repeat(30) + ", expected", start + "\"stride\": [" + "9".repeat(30) + "]}");
        refused("stride[0] = " + "9".repeat(40) + "… (50 characters)", start + "\"stride\": [" + "9".repeat(50) + "]}");
        refused("stride[0] = 3000000000, expected", start + "\"stride\": [3000000000]}");
        refused("stride has 2 entries, expected 1, one per axis of layout [8]", start + "\"stride\": [1, 1]}");
        refused("stride is an empty list", start + "\"stride\": []}");
        refused("causal[0] = 1, expected true or false", start + "\"causal\": [1]}");
        refused("tiling = 3, expected", start + "\"tiling\": 3}");
        refused("unknown tiling 'multidim'", start + "\"tiling\": \"multidim\"}");
        refused("kv_tile is missing", start + "\"query_tile\": [2]}");
        refused("axis 0: window = 9, must be 1 to 8", "{\"layout\": [8], \"window\": [9]}");
        refused(
                "axis 0: window = 3, must be 1 to 2: window x dilation (3)",
                start.replace("4", "3") + "\"dilation\": [3]}");
        refused("window is missing", "{\"layout\": [8]}");
        refused("layout has 4 axes, expected 1 to 3", "{\"layout\": [8,8,8,8], \"window\": [1,1,1,1]}");
        refused("layout has more than 64 entries", "{\"layout\": [" + "8,".repeat(70) + "8]}");
        refused("got nothing", "   ");
        refused("got a list", "[1]");
        refused("text that is not JSON", "{\"layout\": [8], \"window\"");
        refused("text that is not JSON", start + "\"stride\": [1");
        refused("expected the end of the line", start + "\"stride\": [1]} {}");
    }

    @Test
    void plainFormAndGeneralParserAgree() {
        // An escape in a key, or a number in another notation, is not plain; the same problem otherwise.
        String plain = "{\"layout\":[64, 32],\"window\":[4,8],\"causal\":[true,false],\"tiling\":\"multi_dim\"}";
        assertEquals(read(plain), read(plain.replace("layout", "\\u006cayout")));
        assertEquals(read(plain), read("\t" + plain.replace(":", " : ").replace(",", " ,\t") + " \r"));
    }

    @Test
    void controlCharactersOfBinaryNoiseStayOutOfTheMessage() {
        byte[] noise = {1, 2, (byte) 0xff, 27, 7, 0};
        String message = assertThrows(InputException.class, () -> reader.read(noise, 0, noise.length))
                .getMessage();
        assertTrue(message.chars().noneMatch(c -> c < ' '), message);
    }

    private void refused(String expected, String line) {
        String message = assertThrows(InputException.class, () -> read(line)).getMessage();
        assertTrue(message.contains(expected), () -> "expected '" + expected + "' in: " + message);
    }

    private GnaProblem read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 0, bytes.length);
    }
}
