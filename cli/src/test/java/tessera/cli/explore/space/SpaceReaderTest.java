package tessera.cli.explore.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.explore.sample.Sampler;
import tessera.traces.check.InputException;

class SpaceReaderTest {
    private static final List<String> FIGURES = List.of("latency_cycles", "area_mm2");
    private static final String GOOD = """
            name: small
            machine: spatten-hpca21
            workloads:
              - {trace: sample:minilm-declaration-214, weight: 2}
            parameters:
              - {name: engine, set: top_k.engine, values: [quick_select, radix]}
              - {name: digits, set: top_k.digit_bits, values: [2, 4], when: {engine: [radix]}}
              - {name: lanes, set: top_k.lanes, powers_of_two: [4, 64]}
              - {name: rate, set: memory.rate, range: {from: 8, to: 32, step: 8}, unit: GB/s}
              - {name: keep, set: pattern.keep, range: {from: 0.1, to: 0.5, step: 0.1}}
              - {name: sram, set: key_sram, range: {from: 1, to: 1000, count: 4, scale: log}, unit: KiB}
            constraints:
              - area_mm2 <= 20
              - latency_cycles > 1_000
            objectives: [latency_cycles, area_mm2]
            sampler: {method: sobol, points: 77}
            """;

    @Test
    void readsEveryForm() {
        Space space = SpaceReader.of("space.yaml", GOOD, FIGURES);
        assertEquals(List.of("4", "8", "16", "32", "64"), values(space, 2));
        assertEquals(List.of("8 GB/s", "16 GB/s", "24 GB/s", "32 GB/s"), values(space, 3));
        assertEquals(List.of("0.1", "0.2", "0.3", "0.4", "0.5"), values(space, 4));
        assertEquals(List.of("1 KiB", "10 KiB", "100 KiB", "1000 KiB"), values(space, 5));
        assertEquals(2L * 2 * 5 * 4 * 5 * 4, space.grid().size());
        assertEquals(
                new Parameter.Condition(0, List.of(1)),
                space.grid().parameters().get(1).condition());
        assertEquals(
                new Constraint("area_mm2", true, false, 20), space.constraints().get(0));
        assertEquals(
                new Constraint("latency_cycles", false, true, 1000),
                space.constraints().get(1));
        assertEquals(Sampler.SOBOL, space.sampler());
        assertEquals(77, space.points());
        assertEquals(2, space.workloads().get(0).weight());
        assertEquals("spatten-cascade", space.pattern());
    }

    @Test
    void constraintsSayHowFarAValueIs() {
        Constraint area = new Constraint("area_mm2", true, false, 20);
        assertTrue(area.holds(20) && !area.holds(20.1) && !area.holds(Double.NaN));
        assertEquals(5, area.slack(15));
        assertEquals(-5, area.slack(25));
        assertTrue(!new Constraint("x", true, true, 20).holds(20));
    }

    // What is replaced in the good file, what stands there instead, and the words that the message must hold.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: small | nam: small | unknown key",
                "objectives: [latency_cycles, area_mm2] | objectives: [latency] | latency_cycles",
                "objectives: [latency_cycles, area_mm2] | objectives: [] | at least one",
                "objectives: [latency_cycles, area_mm2] | objectives: [area_mm2, area_mm2] | once",
                "area_mm2 <= 20 | area_mm <= 20 | did you mean",
                "area_mm2 <= 20 | area_mm2 = 20 | area_mm2 <= 20",
                "area_mm2 <= 20 | area_mm2 <= many | number",
                "powers_of_two: [4, 64] | powers_of_two: [5, 64] | powers of two",
                "powers_of_two: [4, 64] | powers_of_two: [64, 4] | ascending",
                "powers_of_two: [4, 64] | values: [] | at least one",
                "powers_of_two: [4, 64] | values: [4, 4] | once",
                "powers_of_two: [4, 64] | values: [4], powers_of_two: [4, 64] | exactly one",
                "from: 8, to: 32, step: 8 | from: 33, to: 32, step: 8 | empty",
                "from: 8, to: 32, step: 8 | from: 8, to: 32, step: 0 | above 0",
                "from: 8, to: 32, step: 8 | from: 8, to: 32 | step or count",
                "from: 1, to: 1000, count: 4 | from: 0, to: 1000, count: 4 | above 0",
                "when: {engine: [radix]} | when: {engin: [radix]} | engine",
                "when: {engine: [radix]} | when: {engine: [radx]} | radix",
                "name: lanes | name: engine | no other parameter",
                "name: lanes, set: top_k.lanes | name: lanes, set: key_sram | no other parameter sets (lanes does)",
                "when: {engine: [radix]} | when: {engine: [radix, radix]} | once",
                "when: {engine: [radix]} | when: {digits: [2]} | a parameter above this one",
                "powers_of_two: [4, 64] | powers_of_two: [4, 9223372036854775808] | a whole number between",
                "powers_of_two: [4, 64] | range: {from: 4, to: 64, count: 1} | a count of at least 2",
                "from: 8, to: 32, step: 8 | from: 8, to: 1e999999999, step: 8 | between 1e-300 and 1e300",
                "from: 8, to: 32, step: 8 | from: 8, to: 1e9, step: 1 | at most 1000000 values",
                "from: 8, to: 32, step: 8 | from: .nan, to: 32, step: 8 | a number",
                "area_mm2 <= 20 | area_mm2 <= NaN | a number behind <=",
                "area_mm2 <= 20 | area_mm2 <= Infinity | a number behind <=",
                "method: sobol, points: 77 | method: grid, points: 77 | method: random",
                "name: small | name: .. | begins with a letter or a digit",
                "name: small | name: '' | begins with a letter or a digit",
                "method: sobol | method: sobel | sobol",
                "weight: 2 | weight: 0 | number between",
            })
    void refusesWithFileLineAndFix(String there, String instead, String words) {
        String text = GOOD.replace(there.strip(), instead.strip());
        InputException refused = assertThrows(InputException.class, () -> SpaceReader.of("space.yaml", text, FIGURES));
        assertTrue(refused.getMessage().contains(words.strip()), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("space.yaml:"), refused.getMessage());
    }

    // 1,000 values to the power of 7 are above 2^63.
    @Test
    void refusesMorePointsThanCanBeNumbered() {
        StringBuilder many = new StringBuilder("parameters:\n");
        for (int i = 0; i < 7; i++) {
            many.append("  - {name: a" + i + ", set: k" + i + ", range: {from: 1, to: 1000, step: 1}}\n");
        }
        String text = GOOD.replace("parameters:\n", many.toString());
        InputException refused = assertThrows(InputException.class, () -> SpaceReader.of("space.yaml", text, FIGURES));
        assertTrue(refused.getMessage().startsWith("space.yaml:5: "), refused.getMessage());
        assertTrue(refused.getMessage().contains("more than 2^63 points"), refused.getMessage());
    }

    // Two ways to set one key: never both at once.
    @Test
    void oneKeyMayHaveAlternatives() {
        String text = GOOD.replace(
                "  - {name: lanes,",
                "  - {name: quick_digits, set: top_k.digit_bits, values: [1], when: {engine: [quick_select]}}\n"
                        + "  - {name: lanes,");
        assertEquals(
                7,
                SpaceReader.of("space.yaml", text, FIGURES).grid().parameters().size());
    }

    @Test
    void refusesQuestionsThatHaveNoAnswer() {
        for (String question : List.of("area_mm2 = NaN", "area_mm2 = area_mm2", "area_mm2", "area_mm2 = big")) {
            String text = GOOD + "break_even: [{vary: lanes, question: " + question + "}]\n";
            InputException refused =
                    assertThrows(InputException.class, () -> SpaceReader.of("space.yaml", text, FIGURES), question);
            assertTrue(refused.getMessage().startsWith("space.yaml:17: break_even.0.question"), refused.getMessage());
        }
    }

    private static List<String> values(Space space, int parameter) {
        return space.grid().parameters().get(parameter).values();
    }
}
