package tessera.models.gna;

/** The counts of one problem. Immutable; a KV tiling that was not asked for cannot be read. */
public final class GnaResult {
    private final GnaProblem problem;
    private final GnaTotals totals;
    private final StaticTiles staticTiles;
    private final DynamicTiles dynamicTiles;

    /** For counters ({@link GnaAnalysis} is where results come from): tiles that were not counted are null. */
    public GnaResult(GnaProblem problem, GnaTotals totals, StaticTiles staticTiles, DynamicTiles dynamicTiles) {
        this.problem = problem;
        this.totals = totals;
        this.staticTiles = staticTiles;
        this.dynamicTiles = dynamicTiles;
    }

    public GnaProblem problem() {
        return problem;
    }

    public GnaTotals totals() {
        return totals;
    }

    public boolean hasStatic() {
        return staticTiles != null;
    }

    public boolean hasDynamic() {
        return dynamicTiles != null;
    }

    /** Counts under static KV tiling; an IllegalStateException unless {@link #hasStatic}. */
    public StaticTiles staticTiles() {
        return counted(staticTiles);
    }

    /** Counts under dynamic KV tiling; an IllegalStateException unless {@link #hasDynamic}. */
    public DynamicTiles dynamicTiles() {
        return counted(dynamicTiles);
    }

    private static <T> T counted(T tiles) {
        if (tiles == null) {
            throw new IllegalStateException("this KV tiling was not counted: ask for it in GnaOptions");
        }
        return tiles;
    }
}
