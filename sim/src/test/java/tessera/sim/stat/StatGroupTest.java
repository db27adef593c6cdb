package tessera.sim.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import tessera.sim.kernel.SimulationException;
import tessera.traces.json.Json;

class StatGroupTest {
    private static StatGroup example() {
        StatGroup machine = new StatGroup("machine");
        StatGroup qk = machine.group("qk");
        Counter hits = qk.counter("row_hits", Unit.COUNT, "accesses to an open row");
        Counter accesses = qk.counter("accesses", Unit.COUNT, "all accesses");
        qk.ratio("hit_rate", "row hits per access", hits::value, accesses::value);
        Maximum peak = qk.maximum("peak", Unit.BYTES, "fullest buffer");
        machine.derived("twice", Unit.COUNT, "declared after the group, printed before it", () -> 2 * hits.value());
        hits.add(2);
        hits.increment();
        accesses.add(4);
        peak.observe(17);
        peak.observe(5);
        return machine;
    }

    @Test
    void textHasOneLinePerValueInTreeOrder() {
        assertEquals("""
                machine.twice 6 # declared after the group, printed before it (count)
                machine.qk.row_hits 3 # accesses to an open row (count)
                machine.qk.accesses 4 # all accesses (count)
                machine.qk.hit_rate 0.75 # row hits per access (ratio)
                machine.qk.peak 17 # fullest buffer (bytes)
                """, example().text());
    }

    @Test
    void jsonNestsAlongThePaths() {
        JsonNode json = Json.parse(example().json());
        assertEquals(0.75, json.at("/machine/qk/hit_rate/value").asDouble());
        assertEquals("ratio", json.at("/machine/qk/hit_rate/unit").asText());
        assertEquals("all accesses", json.at("/machine/qk/accesses/description").asText());
        assertEquals(6, json.at("/machine/twice/value").asLong());
    }

    @Test
    void quotientByZeroIsNaNInTextAndNullInJson() {
        StatGroup group = new StatGroup("g");
        group.ratio("rate", "nothing of nothing", () -> 0, () -> 0);
        assertEquals("g.rate NaN # nothing of nothing (ratio)\n", group.text());
        assertEquals(true, Json.parse(group.json()).at("/g/rate/value").isNull());
    }

    @Test
    void valuesAreFoundByPath() {
        assertEquals(3L, example().value("qk.row_hits"));
        assertEquals(
                "there is no statistic 'machine.qk.row_hit'; did you mean 'machine.qk.row_hits'?",
                assertThrows(SimulationException.class, () -> example().value("qk.row_hit"))
                        .getMessage());
    }

    @Test
    void namesAreSnakeCaseAndUniqueAndDescribed() {
        StatGroup group = new StatGroup("g");
        group.counter("a", Unit.COUNT, "first");
        assertEquals(
                "group 'g' has two members named 'a'",
                assertThrows(SimulationException.class, () -> group.group("a")).getMessage());
        assertEquals(
                "name 'rowHits' in g, must be snake_case",
                assertThrows(SimulationException.class, () -> group.counter("rowHits", Unit.COUNT, "x"))
                        .getMessage());
        assertEquals(
                "statistic 'g.b' has no description",
                assertThrows(SimulationException.class, () -> group.counter("b", Unit.COUNT, " "))
                        .getMessage());
    }
}
