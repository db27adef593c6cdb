package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Constraint;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** Why no design keeps all constraints, and how near the nearest comes. */
final class NoDesign {
    private NoDesign() {}

    /** Sentences; the study has no feasible design with all objectives. */
    static List<String> reasons(Study study, DesignModel model) {
        List<Constraint> constraints = study.space().constraints();
        long[] broken = new long[constraints.size()];
        Outcome[] nearest = new Outcome[constraints.size()];
        long seen = 0;
        long refused = 0;
        Outcome example = null;
        for (Outcome outcome : study.outcomes()) {
            if (outcome.level() != Level.BOUND) {
                continue;
            }
            seen++;
            if (outcome.constraint() == Outcome.REFUSED) {
                refused++;
                example = example == null ? outcome : example;
            } else if (outcome.constraint() >= 0) {
                int i = outcome.constraint();
                broken[i]++;
                nearest[i] = nearest[i] == null || left(study, i, outcome) > left(study, i, nearest[i])
                        ? outcome
                        : nearest[i];
            }
        }
        List<String> reasons = new ArrayList<>();
        if (seen == 0) {
            reasons.add("No design has been looked at yet.");
        }
        if (refused > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d designs cannot be built, for example point %d: %s",
                    refused,
                    seen,
                    example.point(),
                    model.refusal(example.point())));
        }
        for (int i = 0; i < broken.length; i++) {
            if (broken[i] > 0) {
                reasons.add(String.format(
                        Locale.ROOT,
                        "The limit %s is the first that is broken by %,d of %,d designs; the nearest misses it by %s (point %d: %s).",
                        Figure.constraint(constraints.get(i)),
                        broken[i],
                        seen,
                        Figure.value(constraints.get(i).figure(), -left(study, i, nearest[i])),
                        nearest[i].point(),
                        Design.text(study.space().grid(), nearest[i].point())));
            }
        }
        return reasons;
    }

    private static double left(Study study, int constraint, Outcome outcome) {
        Constraint limit = study.space().constraints().get(constraint);
        return limit.slack(outcome.value(study.figures().indexOf(limit.figure())));
    }
}
