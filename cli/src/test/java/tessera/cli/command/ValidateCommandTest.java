package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import tessera.cli.CommandLineRun;
import tessera.cli.validate.Claim;
import tessera.traces.json.Json;

class ValidateCommandTest {
    @Test
    void everyClaimHasTheFieldsOfTheDesign() {
        CommandLineRun run = CommandLineRun.of("validate", "spatten-chip", "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode claims = Json.parse(run.out());
        assertTrue(claims.size() > 10);
        for (JsonNode claim : claims) {
            for (String field :
                    new String[] {"claim", "published", "ours", "difference", "tolerance", "verdict", "source"}) {
                assertTrue(claim.has(field), field + " in " + claim);
            }
            assertTrue(claim.path("ours").asDouble() >= 0);
            assertEquals(
                    100
                            * (claim.path("ours").asDouble()
                                            / claim.path("published").asDouble()
                                    - 1),
                    claim.path("difference").asDouble(),
                    1e-9);
        }
    }

    @Test
    void judgesByRelativeDifference() {
        assertEquals("within", new Claim("g", "c", 100, 109, 0.1, "s", "r").verdict());
        assertEquals("outside", new Claim("g", "c", 100, 111, 0.1, "s", "r").verdict());
        assertEquals("outside", new Claim("g", "c", 100, 89, 0.1, "s", "r").verdict());
        assertEquals("shown", new Claim("g", "c", 100, 500, Claim.NONE, "s", "r").verdict());
        assertEquals("bounds", new Claim("g", "c", 100, 500, Claim.BOUND, "s", "r").verdict());
        assertEquals("outside", new Claim("g", "c", 100, 99, Claim.BOUND, "s", "r").verdict());
    }

    @Test
    void namesTheGroupsItKnows() {
        CommandLineRun run = CommandLineRun.of("validate", "spatten-chips");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("did you mean 'spatten-chip'?"), run.err());
    }
}
