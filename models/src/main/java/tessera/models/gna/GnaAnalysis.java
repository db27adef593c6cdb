package tessera.models.gna;

/**
 * Exact tile counts of GNA problems. Multi_dim tiling costs O(axes) arithmetic whatever the layout; flat tiling looks at
 * every query tile. An instance keeps its working memory from problem to problem; it is not thread-safe.
 */
public final class GnaAnalysis {
    private final GnaOptions options;
    private final MultiDimCounter multiDim;
    private final FlatCounter flat;

    public GnaAnalysis(GnaOptions options) {
        this.options = options;
        this.multiDim = new MultiDimCounter(options);
        this.flat = new FlatCounter(options);
    }

    /** Everything about one problem; an InputException when a count is 2^63 or more. */
    public static GnaResult analyze(GnaProblem problem) {
        return analyze(problem, GnaOptions.ALL);
    }

    /** What the options ask for about one problem; an InputException when a count is 2^63 or more. */
    public static GnaResult analyze(GnaProblem problem, GnaOptions options) {
        return new GnaAnalysis(options).count(problem);
    }

    /** The same, reusing this instance's working memory. */
    public GnaResult count(GnaProblem problem) {
        return problem.tiling() == Tiling.FLAT ? flat.count(problem) : multiDim.count(problem);
    }

    public GnaOptions options() {
        return options;
    }
}
