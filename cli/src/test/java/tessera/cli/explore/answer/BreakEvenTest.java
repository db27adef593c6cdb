package tessera.cli.explore.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.explore.space.BreakEven;
import tessera.cli.explore.space.Space;
import tessera.traces.check.InputException;

class BreakEvenTest {
    private static BreakEvenAnswer solve(String question) {
        Space space = SyntheticModel.space(SyntheticModel.TEXT + "break_even: [" + question + "]\n");
        BreakEven read = BreakEven.of(space, SyntheticModel.FIGURES).get(0);
        return new BreakEvenSolver(space, new SyntheticModel(space))
                .solve(read, SyntheticModel.point(space, 3, 0, 0, 0, 0));
    }

    // speedup = 0.45 / keep is 1.3 at keep 0.34615, between the listed 0.3 and 0.4, and 1 at 0.45, which bisection
    // hits.
    @Test
    void bisectsBetweenListedValues() {
        BreakEvenAnswer answer = solve("{vary: keep, question: speedup = 1.3}");
        assertEquals(9, answer.samples().size());
        assertEquals(1, answer.crossings().size());
        assertTrue(answer.isMonotone());
        assertEquals("speedup crosses 1.3 at keep 0.3462: it is above before, below after.", answer.text());
        assertEquals(
                "0.45",
                solve("{vary: keep, question: speedup = 1}").crossings().get(0).place());
    }

    // 640 / lanes + 10 = 60 at 12.8 lanes. Whole numbers stay whole.
    @Test
    void wholeNumbersStayWhole() {
        BreakEvenAnswer answer = solve("{vary: lanes, question: latency_cycles = 60}");
        assertEquals("between 12 and 13", answer.crossings().get(0).place());
    }

    // 640 / lanes + 10 = 95 at 7.53 lanes, but seven lanes cannot be built: the listed values are all there is.
    @Test
    void valuesThatCannotBeBuiltEndTheSearch() {
        BreakEvenAnswer answer = solve("{vary: lanes, values: [1, 4, 7, 10], question: latency_cycles = 95}");
        assertEquals(1, answer.refusedCount());
        assertEquals("between 4 and 10", answer.crossings().get(0).place());
        assertTrue(answer.text().endsWith("1 of 4 values cannot be built."), answer.text());
    }

    // 1600 / channels = 100 at 16 channels, which is a listed value.
    @Test
    void twoFigures() {
        BreakEvenAnswer answer = solve("{vary: dram.channels, question: memory_cycles = compute_cycles}");
        assertEquals(
                "memory_cycles crosses compute_cycles at channels 16: it is above before, below after.", answer.text());
    }

    @Test
    void noCrossing() {
        assertEquals(
                "No crossing: speedup stays below 10 for keep from 0.1 to 0.9 (it is 0.5000 to 4.500).",
                solve("{vary: keep, question: speedup = 10}").text());
    }

    // latency = 6400 keep / 8 + 10 over a list that turns back: 0.1 (90), 0.5 (410), 0.2 (170): crosses 200 twice.
    @Test
    void severalCrossingsAreAllNamed() {
        BreakEvenAnswer answer = solve("{vary: keep, values: [0.1, 0.5, 0.2], question: latency_cycles = 200}");
        assertEquals(
                "latency_cycles crosses 200 2 times, at keep 0.2375, 0.2375. It is not monotone: other crossings between the"
                        + " values tried may have been missed.",
                answer.text());
    }

    @Test
    void standardQuestionsAreAskedOnce() {
        Space asked = SyntheticModel.space(
                SyntheticModel.TEXT + "break_even: [{vary: keep, question: speedup = 1, title: mine}]\n");
        assertEquals(
                List.of("mine", "memory bandwidth at which compute becomes the limit"),
                StandardQuestions.of(SyntheticModel.study(asked, true, Map.of())).stream()
                        .map(BreakEven::title)
                        .toList());
    }

    // What stands in the list, and the words that the message must hold.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{vary: keep} | key 'question' is missing",
                "{vary: kep, question: speedup = 1} | did you mean 'keep'",
                "{vary: kep, question: speedup = 1} | synthetic.yaml:14",
                "{vary: keep, question: speed = 1} | speedup",
                "{vary: keep, question: speedup = one} | a number or a figure behind =",
                "{vary: keep, question: speedup > 1} | a figure, = and a number",
                "{vary: keep, values: [0.5], question: speedup = 1} | at least two values",
                "{vary: keep, value: 3, question: speedup = 1} | unknown key",
            })
    void refusesWithFileLineAndFix(String question, String words) {
        String text = SyntheticModel.TEXT + "break_even: [" + question + "]\n";
        InputException refused = assertThrows(InputException.class, () -> SyntheticModel.space(text));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
