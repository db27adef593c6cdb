package tessera.models.gna;

/**
 * What {@link GnaAnalysis} counts.
 *
 * @param countsStatic KV tiles on a grid fixed at the origin (Hopper, Blackwell and Flex kernels)
 * @param countsDynamic KV tiles that start at the first key a query tile needs (Ampere kernels)
 * @param countsHistogram how many query tiles visit how many KV tiles, under static KV tiling
 */
public record GnaOptions(boolean countsStatic, boolean countsDynamic, boolean countsHistogram) {
    /** Everything. */
    public static final GnaOptions ALL = new GnaOptions(true, true, true);

    /** Both KV tilings, without the histogram: several times faster. */
    public static final GnaOptions WITHOUT_HISTOGRAM = new GnaOptions(true, true, false);

    /** Static KV tiling alone, without the histogram. */
    public static final GnaOptions STATIC = new GnaOptions(true, false, false);

    /** Dynamic KV tiling alone. */
    public static final GnaOptions DYNAMIC = new GnaOptions(false, true, false);

    /** Attended pairs and dense counts alone. */
    public static final GnaOptions NOTHING = new GnaOptions(false, false, false);
}
