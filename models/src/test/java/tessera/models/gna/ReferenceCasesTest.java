package tessera.models.gna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tessera.models.ReferenceData;
import tessera.models.gna.io.GnaProblemReader;
import tessera.models.gna.io.GnaResultWriter;
import tessera.traces.json.Json;

/** gna_cases.jsonl: an independent enumeration of token-level masks, problem in and result out as JSON. */
class ReferenceCasesTest {
    private static final double TOLERANCE = 1e-9;

    @Test
    void everyFieldOfEveryReferenceCaseIsExact() throws IOException {
        List<String> lines = Files.readAllLines(ReferenceData.file("gna_cases.jsonl"));
        GnaAnalysis analysis = new GnaAnalysis(GnaOptions.ALL);
        GnaProblemReader reader = new GnaProblemReader();
        int compared = 0;
        for (String line : lines) {
            JsonNode example = Json.parse(line);
            byte[] problem = example.get("problem").toString().getBytes(StandardCharsets.UTF_8);
            JsonNode result = Json.parse(GnaResultWriter.json(analysis.count(reader.read(problem, 0, problem.length))));
            assertEquals(example.get("problem"), result.get("problem"), "problem is told as it came");
            compared += compare(example.get("problem").toString(), example.get("expect"), result);
        }
        assertTrue(lines.size() >= 100 && compared > 30 * lines.size(), compared + " fields compared");
    }

    private static int compare(String place, JsonNode expected, JsonNode actual) {
        int compared = 0;
        for (Iterator<Map.Entry<String, JsonNode>> fields = expected.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String at = place + " " + field.getKey();
            JsonNode got = actual.get(field.getKey());
            assertTrue(got != null, at + " is missing");
            if (field.getValue().isObject()) {
                assertEquals(field.getValue().size(), got.size(), at);
                compared += compare(at, field.getValue(), got);
            } else if (field.getValue().isDouble()) {
                double want = field.getValue().doubleValue();
                assertEquals(want, got.doubleValue(), TOLERANCE * Math.max(1, Math.abs(want)), at);
                compared++;
            } else {
                assertEquals(field.getValue().asText(), got.asText(), at);
                compared++;
            }
        }
        return compared;
    }
}
