package tessera.models.plan;

/**
 * Over how many steps (denoising steps, decode steps) a plan is used, how many of them attend densely instead, and in how
 * many the selection is made anew; its cost is charged in those only.
 *
 * @param steps at least 1
 * @param denseSteps of those, the ones without sparsity; 0 to {@code steps}
 * @param selections how often the selection is paid for; 0 to {@code steps}
 * @param order which loop of a GPU kernel is the outer one
 */
public record Schedule(int steps, int denseSteps, double selections, KernelOrder order) {
    /** One step, sparse, selection paid. */
    public static final Schedule SINGLE = new Schedule(1, 0, 1);

    /** What one program of a GPU kernel works on. */
    public enum KernelOrder {
        /** A block of queries and all its keys: rows of short query blocks are padded to what a matrix unit takes. */
        QUERY_OUTER,
        /** A block of keys and all queries that picked it, gathered. */
        KEY_OUTER
    }

    /** Queries outside. */
    public Schedule(int steps, int denseSteps, double selections) {
        this(steps, denseSteps, selections, KernelOrder.QUERY_OUTER);
    }

    public Schedule {
        if (steps < 1 || denseSteps < 0 || denseSteps > steps || !(selections >= 0 && selections <= steps)) {
            throw new IllegalArgumentException("schedule of " + steps + " steps, " + denseSteps + " dense, "
                    + selections + " selections; the latter two must be 0 to the steps");
        }
    }

    /** Share of the steps that attend densely. */
    public double denseShare() {
        return (double) denseSteps / steps;
    }

    /** Selections a step. */
    public double selectionShare() {
        return selections / steps;
    }
}
