package tessera.models.gna.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.gna.GnaOptions;
import tessera.traces.json.Json;

class GnaBatchTest {
    private static final String PROBLEM = "{\"layout\": [%d], \"window\": [4]}";

    @Test
    void answersManyLinesInOrderHoweverTheyArrive() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int length = 4; length < 5_004; length++) {
            text.append(String.format(PROBLEM, length)).append(length % 2 == 0 ? "\r\n" : "\n");
        }
        text.setLength(text.length() - 1); // the last line need not end
        for (int chunk : new int[] {1, 7, 100_000}) {
            List<JsonNode> answers = answers(text.toString(), chunk);
            assertEquals(5_000, answers.size());
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(i + 4, answers.get(i).get("tokens").asInt());
            }
        }
    }

    @Test
    void blankLinesAreSkippedButCounted() throws IOException {
        List<JsonNode> answers = answers("\n  \n" + String.format(PROBLEM, 8) + "\n\nx\n", 100);
        assertEquals(2, answers.size());
        assertEquals(5, answers.get(1).get("error").get("line").asInt());
    }

    @Test
    void aLineWithoutEndIsRefusedAndTheNextOneAnswered() throws IOException {
        String text = "x".repeat(3_000_000) + "\n" + String.format(PROBLEM, 8) + "\n";
        List<JsonNode> answers = answers(text, 1 << 20);
        assertTrue(answers.get(0).get("error").get("message").asText().startsWith("line of more than 1048576 bytes"));
        assertEquals(8, answers.get(1).get("tokens").asInt());
    }

    @Test
    void noLineGivesNoAnswer() throws IOException {
        assertEquals(0, answers("", 10).size());
    }

    private static List<JsonNode> answers(String text, int chunk) throws IOException {
        StringWriter out = new StringWriter();
        InputStream whole = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        InputStream chunked = new FilterInputStream(whole) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, chunk));
            }
        };
        new GnaBatch(GnaOptions.ALL).run(chunked, new GnaAnswerLines(out));
        return out.toString().lines().map(Json::parse).toList();
    }
}
