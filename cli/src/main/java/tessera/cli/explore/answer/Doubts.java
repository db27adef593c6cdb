package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.Objectives;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** What a reader should not trust, and what to do about it: one sentence each. */
final class Doubts {
    /** Below this the closed form and the cycle model order designs differently (half of the order's variance is gone). */
    static final double LEAST_CORRELATION = 0.7;

    /** An objective that changes by less than this share from one value to the next is taken not to change. */
    private static final double NO_CHANGE = 0.001;

    private static final double MANY = 0.5;

    /** Below this share of the time the work of a GPU's units is not what decides. */
    private static final double LITTLE = 0.25;

    private final Study study;
    private final List<String> sentences = new ArrayList<>();

    private Doubts(Study study) {
        this.study = study;
    }

    /** All doubts about a study that has a front. */
    static List<String> of(Study study, DesignModel model, FrontAnswer front) {
        Doubts doubts = new Doubts(study);
        doubts.progress(front);
        doubts.correlation();
        doubts.flatness(front);
        doubts.refusals();
        doubts.launches(front);
        doubts.edges(model, front);
        return doubts.sentences;
    }

    private void add(String format, Object... values) {
        sentences.add(String.format(Locale.ROOT, format, values));
    }

    private void progress(FrontAnswer front) {
        if (!study.isFinished()) {
            add("The exploration was stopped before its end: better designs may be missing. Go on with --resume.");
        }
        if (front.level() == Level.BOUND) {
            add("No design of the front has been through the cycle model: its latencies are lower bounds."
                    + " Give the funnel cycle_points.");
        }
    }

    private void correlation() {
        for (Map.Entry<String, Double> entry : study.rankCorrelation().entrySet()) {
            double rho = entry.getValue();
            if (rho < LEAST_CORRELATION) {
                add(
                        "The closed form orders designs by %s differently from the cycle model (rank correlation %.2f, below"
                                + " %.1f): designs that it ranked low may be better than they look."
                                + " Raise funnel.cycle_points.",
                        Figure.label(entry.getKey()), rho, LEAST_CORRELATION);
            }
        }
    }

    private void flatness(FrontAnswer front) {
        List<String> names = study.space().objectives();
        for (int i = 0; i < names.size(); i++) {
            if (front.best()[i] == front.worst()[i] && front.feasibleCount() > 1) {
                add(
                        "%s is the same for all %,d designs of level %s: no parameter of this space moves it, and it"
                                + " decides nothing.",
                        AnswerText.upper(Figure.label(names.get(i))),
                        front.feasibleCount(),
                        front.level().label());
            }
        }
        if (front.designs().size() == 1 && names.size() > 1 && front.feasibleCount() > 1) {
            add(
                    "One design is the best in every objective: they do not pull against each other, or the one that does is"
                            + " not among them.");
        }
    }

    private void refusals() {
        long refused = 0;
        long infeasible = 0;
        long seen = 0;
        for (Outcome outcome : study.outcomes()) {
            if (outcome.level() == Level.BOUND) {
                seen++;
                refused += outcome.constraint() == Outcome.REFUSED ? 1 : 0;
                infeasible += outcome.constraint() >= 0 ? 1 : 0;
            }
        }
        if (refused > MANY * seen) {
            add(
                    "%.0f %% of the %,d designs cannot be built: the space mostly describes machines that do not exist."
                            + " Narrow it or add conditions (when).",
                    100.0 * refused / seen, seen);
        }
        if (infeasible > 0.95 * (seen - refused)) {
            add(
                    "Only %,d of %,d designs keep the constraints: the front is drawn from few. Loosen a constraint or"
                            + " narrow the ranges.",
                    seen - refused - infeasible, seen);
        }
    }

    /** On a GPU: the first best design is mostly not working but starting kernels. */
    private void launches(FrontAnswer front) {
        Outcome design = front.designs().get(front.extreme(0));
        double work = value(design, "memory_cycles") + value(design, "compute_cycles");
        double latency = value(design, "latency_cycles");
        if (!Double.isNaN(value(design, "tensor_cycles")) && work < LITTLE * latency) {
            add(
                    "HBM and SMs together are at work for at most %.0f %% of the time of the design of %s: launches and waiting"
                            + " decide, not the GPU's rates. The inputs are short for it; take longer ones (layout:…).",
                    100 * work / latency, Pick.best(study.space().objectives().get(0)));
        }
    }

    private double value(Outcome outcome, String figure) {
        int column = study.figures().indexOf(figure);
        return column < 0 ? Double.NaN : outcome.value(column);
    }

    /** A design that is the best of an objective, at the ends of ranges beyond which it would go on getting better. */
    private void edges(DesignModel model, FrontAnswer front) {
        for (int objective = 0; objective < study.space().objectives().size(); objective++) {
            Outcome design = front.designs().get(front.extreme(objective));
            List<String> ends = new ArrayList<>();
            for (Sensitivity one : Sensitivity.around(study.space(), model, design.point())) {
                Parameter parameter = study.space().grid().parameters().get(one.parameter());
                if (Numbers.areAscending(parameter.values()) && strains(one, objective)) {
                    ends.add(parameter.name() + " ("
                            + (one.at() == 0 ? "least, " : "most, ")
                            + parameter.values().get(one.at() == 0 ? 0 : parameter.size() - 1) + ")");
                }
            }
            if (!ends.isEmpty()) {
                add(
                        "The design of %s is at the end of a range and still gets better towards it: %s."
                                + " Widen what can be built beyond.",
                        Pick.best(study.space().objectives().get(objective)), String.join(", ", ends));
            }
        }
    }

    /** Whether the design lies at an end and is better there than one value inside. */
    private boolean strains(Sensitivity one, int objective) {
        boolean isFirst = one.at() == 0;
        if (!isFirst && one.at() < one.trials().size() - 1) {
            return false;
        }
        String name = study.space().objectives().get(objective);
        int column = study.figures().indexOf(name);
        double here = one.trials().get(one.at()).outcome().value(column);
        double inside = one.trials().get(isFirst ? 1 : one.at() - 1).outcome().value(column);
        double gain = Objectives.isLargerBetter(name) ? here - inside : inside - here;
        return gain > NO_CHANGE * Math.abs(here);
    }
}
