package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tessera.cli.explore.Objectives;
import tessera.cli.explore.Study;
import tessera.cli.explore.front.Knee;
import tessera.cli.explore.store.Outcome;

/**
 * A design to look at.
 *
 * @param title in a few words: {@code lowest latency}
 * @param why one sentence
 * @param objective number of the objective that it is the best of; all of them for {@link #KNEE}
 * @param design at the level of the front
 * @param slacks one per constraint
 */
record Pick(String title, String why, int objective, Outcome design, List<Slack> slacks) {
    /** In place of an objective: the compromise. */
    static final int KNEE = -1;

    /** So far from the best first objective a design may be to be chosen for another one. */
    static final double WITHIN = 0.05;

    /**
     * Up to three different designs of the front: the best in the first objective, the knee, and the best in the second
     * among those within 5 % of the first; where that is one of the others, the best in the second objective at all, then
     * in the third, and so on.
     */
    static List<Pick> of(Study study, FrontAnswer front) {
        List<String> names = study.space().objectives();
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(best(names, front, 0));
        if (names.size() > 1) {
            candidates.add(new Candidate("the knee", kneeReason(front), KNEE, front.knee()));
            candidates.add(new Candidate(
                    best(names.get(1)) + " within 5 % of the best " + Figure.label(names.get(0)),
                    "almost the best " + Figure.label(names.get(0)) + ", and the " + best(names.get(1))
                            + " that can be had there",
                    1,
                    front.bestWithin(WITHIN, 1)));
        }
        for (int i = 1; i < names.size(); i++) {
            candidates.add(best(names, front, i));
        }
        List<Pick> picks = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Outcome design = front.designs().get(candidate.position());
            if (picks.size() < 3
                    && picks.stream().noneMatch(pick -> pick.design().point() == design.point())) {
                picks.add(new Pick(
                        candidate.title(), candidate.why(), candidate.objective(), design, Slack.of(study, design)));
            }
        }
        return merged(picks, candidates, front);
    }

    private static String kneeReason(FrontAnswer front) {
        double sum = Knee.sum(front.rows().toArray(double[][]::new), front.knee());
        return String.format(
                Locale.ROOT,
                "with each objective scaled from 0 (best of the front) to 1 (worst) they add up to %.2f, the least%s",
                sum,
                sum < 1 ? "" : "; from 1 on, it is no better than a straight trade between the ends");
    }

    private record Candidate(String title, String why, int objective, int position) {}

    private static Candidate best(List<String> names, FrontAnswer front, int objective) {
        String name = names.get(objective);
        return new Candidate(
                best(name),
                "no design that was looked at has " + (Objectives.isLargerBetter(name) ? "more" : "less"),
                objective,
                front.extreme(objective));
    }

    /** Titles that fell to a design that was picked already are added to its own. */
    private static List<Pick> merged(List<Pick> picks, List<Candidate> candidates, FrontAnswer front) {
        return picks.stream()
                .map(pick -> new Pick(
                        candidates.stream()
                                .filter(candidate -> front.designs()
                                                .get(candidate.position())
                                                .point()
                                        == pick.design().point())
                                .map(Candidate::title)
                                .distinct()
                                .collect(Collectors.joining(", also ")),
                        pick.why(),
                        pick.objective(),
                        pick.design(),
                        pick.slacks()))
                .toList();
    }

    /** {@code lowest latency}, {@code highest speedup}. */
    static String best(String figure) {
        return (Objectives.isLargerBetter(figure) ? "highest " : "lowest ") + Figure.label(figure);
    }
}
