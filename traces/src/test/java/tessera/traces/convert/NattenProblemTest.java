package tessera.traces.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.RandomTraces;

class NattenProblemTest {
    @Test
    void nattensWordsAndSingleNumbersAreUnderstood() {
        List<NattenProblem> problems = NattenProblem.parse(
                "{\"input_size\": [30, 48, 80], \"window_size\": [18, 24, 24], \"stride\": 2, \"is_causal\": false,"
                        + " \"heads\": 24, \"dim\": 128, \"q_tile_shape\": [4, 8, 8]}",
                "p.json");
        assertEquals(
                "{\"layout\":[30,48,80],\"window\":[18,24,24],\"stride\":[2,2,2],\"dilation\":[1,1,1],"
                        + "\"causal\":[false,false,false],\"query_tile\":[4,8,8]}",
                problems.get(0).gnaLine());
        assertEquals(24, problems.get(0).heads());
        // What is written in NATTEN's words reads back the same.
        assertEquals(problems, NattenProblem.parse(problems.get(0).nattenLine(), "p.json"));
    }

    @Test
    void listsAndLinesHoldSeveralProblems() {
        String one = "{\"layout\": 64, \"kernel_size\": 7, \"causal\": [true]}";
        assertEquals(
                3,
                NattenProblem.parse("[" + one + "," + one + "," + one + "]", "p")
                        .size());
        assertEquals(2, NattenProblem.parse(one + "\n\n" + one + "\n", "p").size());
        assertEquals(List.of(true), NattenProblem.parse(one, "p").get(0).causal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                           | p: expected at least one problem, found none",
                "{\"kernel_size\": 7}                         | p: expected a key input_size or layout or token_layout, found none",
                "{\"input_size\": [8, 8], \"kernel_size\": [3]} | p: kernel_size: expected 2 whole numbers from 1 up, one an axis, found [3]",
                "{\"input_size\": [8], \"kernel_size\": 0}    | p: kernel_size: expected a whole number from 1 up, found 0",
                "{\"input_size\": [1,1,1,1], \"kernel_size\": 1} | p: expected input_size of 1 to 3 axes, found [1,1,1,1]",
                "{\"input_size\": [8], \"kernel_size\": 3, \"is_causal\": 1} | p: is_causal: expected true or false for 1 axes, found 1",
            })
    void wrongProblemsAreNamed(String text, String message) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> NattenProblem.parse(text, "p"))
                        .getMessage());
    }

    @Test
    void aTracesProblemIsDense() {
        NattenProblem problem =
                NattenProblem.of(tessera.traces.slice.TraceSlice.all(RandomTraces.any(1, StoredPrecision.FP32))
                        .withKeys(new tessera.traces.slice.Span(
                                0, RandomTraces.any(1, StoredPrecision.FP32).queryCount()))
                        .of(RandomTraces.any(1, StoredPrecision.FP32)));
        assertEquals(problem.layout(), problem.window());
    }
}
