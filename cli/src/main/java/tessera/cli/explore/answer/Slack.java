package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Constraint;
import tessera.cli.explore.store.Outcome;

/**
 * What a design has left before it breaks a constraint.
 *
 * @param value of the constraint's figure
 * @param left distance to the limit in the figure's unit; negative if broken
 */
record Slack(Constraint constraint, double value, double left) {
    /** A constraint with less than this share of its limit left is called tight. */
    static final double TIGHT = 0.05;

    /** One per constraint of the space, in its order. */
    static List<Slack> of(Study study, Outcome outcome) {
        List<Slack> slacks = new ArrayList<>();
        for (Constraint constraint : study.space().constraints()) {
            double value = outcome.value(study.figures().indexOf(constraint.figure()));
            slacks.add(new Slack(constraint, value, constraint.slack(value)));
        }
        return slacks;
    }

    /** As a share of the limit; of a limit of 0, infinite or 0. */
    double share() {
        double limit = Math.abs(constraint.limit());
        return limit > 0 ? left / limit : left == 0 ? 0 : Math.signum(left) * Double.POSITIVE_INFINITY;
    }

    boolean isTight() {
        return share() <= TIGHT;
    }
}
