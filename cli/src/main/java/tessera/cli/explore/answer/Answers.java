package tessera.cli.explore.answer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.StudySummary;
import tessera.cli.explore.space.BreakEven;
import tessera.cli.explore.space.Space;

/** Everything that a study answers, worked out once; then as text, as a map, as a page. */
public final class Answers {
    private final Facts facts;

    private Answers(Facts facts) {
        this.facts = facts;
    }

    /**
     * Works the answers out. Runs the model in closed form some hundreds of times.
     *
     * @param model of the study's space
     * @param folder of the study; its store must be there
     */
    public static Answers of(StudySummary summary, DesignModel model, Path folder) {
        return of(summary, model, folder, StudyFolder.header(folder).space());
    }

    /**
     * As above.
     *
     * @param digest of the study's store: its first eight digits stand in front of run ids
     */
    static Answers of(StudySummary summary, DesignModel model, Path folder, String digest) {
        Study study = summary.study();
        Optional<FrontAnswer> front = FrontAnswer.of(summary);
        if (front.isEmpty()) {
            return new Answers(Facts.none(study, model, folder, digest));
        }
        List<Pick> picks = Pick.of(study, front.get());
        return new Answers(new Facts(
                study,
                model,
                folder,
                digest,
                front,
                picks,
                Drivers.of(study),
                Sensitivity.around(
                        study.space(), model, Facts.focus(picks).design().point()),
                breakEvens(study, model, picks),
                Doubts.of(study, model, front.get())));
    }

    private static List<BreakEvenAnswer> breakEvens(Study study, DesignModel model, List<Pick> picks) {
        BreakEvenSolver solver = new BreakEvenSolver(study.space(), model);
        List<BreakEvenAnswer> answers = new ArrayList<>();
        for (BreakEven question : StandardQuestions.of(study)) {
            answers.add(solver.solve(question, Facts.focus(picks).design().point()));
        }
        return answers;
    }

    /**
     * Refuses break-even questions about keys that cannot be set, before the first point is looked at.
     *
     * @param model of the space
     * @throws tessera.traces.check.InputException if a key is unknown
     */
    public static void check(Space space, DesignModel model) {
        for (BreakEven question : BreakEven.of(space, model.figures())) {
            model.over(space.withGrid(BreakEvenSolver.alone(space.grid(), question, 0, question.values())));
        }
    }

    /**
     * Writes {@code index.html}, {@code charts/} and {@code tables/} into the study's folder; its other files stay.
     *
     * @return remarks for stderr, such as pictures that could not be made; usually none
     */
    public List<String> write() {
        return AnswerPage.write(facts);
    }

    /** Lines for people: three designs to look at, what decides, where things cross over, what to distrust. */
    public List<String> text() {
        return AnswerText.lines(facts);
    }

    /**
     * For {@code summary.json} and {@code --format json}: keys {@code designs, best, reference_point, importance,
     * break_even, doubts}, beside those that a study has anyway.
     */
    public Map<String, Object> summary() {
        return AnswerSummary.answers(facts);
    }
}
