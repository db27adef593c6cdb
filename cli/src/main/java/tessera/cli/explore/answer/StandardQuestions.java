package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.BreakEven;
import tessera.cli.explore.space.Parameter;

/** The break-even questions that are asked of every space that has the parameters for them, and those of its file. */
final class StandardQuestions {
    private static final Set<String> BANDWIDTH =
            Set.of("dram.channels", "memory.channel_count", "memory.channel_bandwidth", "hbm_bandwidth");

    private StandardQuestions() {}

    /** The questions of the space file, then the standard ones that it does not ask itself. */
    static List<BreakEven> of(Study study) {
        List<BreakEven> questions = new ArrayList<>(BreakEven.of(study.space(), study.figures()));
        for (Parameter parameter : study.space().grid().parameters()) {
            if (parameter.size() < 2) {
                continue;
            }
            if (parameter.target().startsWith("pattern.") && parameter.target().endsWith("keep")) {
                add(questions, study, parameter, "keep ratio below which pruning pays", "speedup", "", 1);
            }
            if (BANDWIDTH.contains(parameter.target())) {
                add(
                        questions,
                        study,
                        parameter,
                        "memory bandwidth at which compute becomes the limit",
                        "memory_cycles",
                        "compute_cycles",
                        Double.NaN);
            }
            if (parameter.target().equals("exp_per_cycle")) {
                add(
                        questions,
                        study,
                        parameter,
                        "exponentials a cycle at which the softmax stops being the limit",
                        "softmax_cycles",
                        "tensor_cycles",
                        Double.NaN);
            }
        }
        return questions;
    }

    private static void add(
            List<BreakEven> questions,
            Study study,
            Parameter parameter,
            String title,
            String left,
            String right,
            double number) {
        BreakEven question =
                new BreakEven(title, parameter.name(), parameter.target(), parameter.values(), left, right, number);
        boolean isAsked = questions.stream()
                .anyMatch(other -> other.target().equals(question.target())
                        && other.question().equals(question.question()));
        boolean isKnown = study.figures().contains(left)
                && (right.isEmpty() || study.figures().contains(right));
        if (!isAsked && isKnown) {
            questions.add(question);
        }
    }
}
