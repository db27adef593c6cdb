package tessera.cli.explore.answer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.RunId;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * All that was worked out about a study.
 *
 * @param digest of its store
 * @param front empty if no design keeps the constraints; then the lists behind it are empty too
 * @param picks designs to look at
 * @param around what each parameter does around the {@link #focus}
 * @param doubts sentences
 */
record Facts(
        Study study,
        DesignModel model,
        Path folder,
        String digest,
        Optional<FrontAnswer> front,
        List<Pick> picks,
        Drivers drivers,
        List<Sensitivity> around,
        List<BreakEvenAnswer> breakEvens,
        List<String> doubts) {
    static Facts none(Study study, DesignModel model, Path folder, String digest) {
        return new Facts(
                study,
                model,
                folder,
                digest,
                Optional.empty(),
                List.of(),
                new Drivers(Map.of(), 0),
                List.of(),
                List.of(),
                NoDesign.reasons(study, model));
    }

    /** The design that sensitivity and break-even are about: the knee, else the first. */
    static Pick focus(List<Pick> picks) {
        return picks.stream()
                .filter(pick -> pick.objective() == Pick.KNEE)
                .findFirst()
                .orElse(picks.get(0));
    }

    String runId(Outcome outcome) {
        return RunId.of(digest, outcome.point(), outcome.level()).toString();
    }

    /** The command that computes a design again. */
    String rerun(Outcome outcome) {
        return "./tessera rerun " + runId(outcome) + in();
    }

    /** Where commands must look: nothing for the standard place. */
    String in() {
        boolean isStandard = folder.equals(StudyFolder.standard(study.space().name()));
        return isStandard ? "" : " --in " + folder;
    }

    /** What became of a point in the generated Verilog, where it was looked at. */
    Optional<Outcome> rtl(long point) {
        return study.outcomes().stream()
                .filter(outcome -> outcome.level() == Level.RTL && outcome.point() == point)
                .filter(outcome -> outcome.constraint() != Outcome.REFUSED)
                .findFirst();
    }

    double value(Outcome outcome, String figure) {
        return outcome.value(study.figures().indexOf(figure));
    }
}
