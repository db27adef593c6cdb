package tessera.models.gpu;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaTotals;
import tessera.models.gna.QueryTileCounts;
import tessera.traces.check.CeilDiv;

/**
 * The CTAs of a launch in launch order, for one head: how many tiles each goes through, and how many of them are masked.
 * All heads and batch entries follow one another with the same tiles. Immutable; memory is proportional to the query tiles.
 */
public final class LaunchPlan {
    private final LaunchTotals totals;
    private final int[] tiles;
    private final int[] maskedTiles;

    private LaunchPlan(
            AttentionLaunch launch,
            int[][] counts,
            long repeats,
            long attendedPairs,
            ToLongFunction<AttentionLaunch> hbmBytes) {
        this.tiles = counts[0];
        KernelSpec kernel = launch.kernel();
        MaskKind mask = kernel.masksPerTile()
                ? Arrays.stream(counts[1]).sum() > 0 ? MaskKind.FINE : MaskKind.NONE
                : MaskRule.of(launch.problem(), kernel.kvTiling());
        this.maskedTiles = kernel.masksPerTile() ? counts[1] : mask == MaskKind.NONE ? new int[tiles.length] : tiles;
        this.totals = new LaunchTotals(
                launch,
                new LaunchTotals.Counts(
                        tiles.length,
                        repeats,
                        repeats * Arrays.stream(tiles).asLongStream().sum(),
                        repeats * Arrays.stream(maskedTiles).asLongStream().sum(),
                        Arrays.stream(tiles).max().orElse(0),
                        mask,
                        attendedPairs,
                        hbmBytes));
    }

    /** All heads alike. */
    private static LaunchPlan alike(AttentionLaunch launch, int[][] counts, GnaTotals totals) {
        long repeats = (long) launch.headCount() * launch.batch();
        return new LaunchPlan(
                launch,
                counts,
                repeats,
                totals.attendedPairs() * repeats,
                HbmTraffic.of(totals.tokens(), counts[0].length));
    }

    /**
     * CTAs that differ from head to head: those of all heads, in launch order.
     *
     * @param launch a kernel that masks tile by tile, its tile the one that is counted
     * @param tiles of every CTA
     * @param maskedTiles of those, the ones that are masked
     * @param attendedPairs of all CTAs
     * @param hbmBytes of all CTAs, on the GPU of a launch
     */
    public static LaunchPlan irregular(
            AttentionLaunch launch,
            int[] tiles,
            int[] maskedTiles,
            long attendedPairs,
            ToLongFunction<AttentionLaunch> hbmBytes) {
        if (!launch.kernel().masksPerTile() || tiles.length == 0 || tiles.length != maskedTiles.length) {
            throw new IllegalArgumentException("kernel " + launch.kernel().name() + ", " + tiles.length + " CTAs, "
                    + maskedTiles.length + " mask counts: needs a kernel that masks tile by tile, and both for each");
        }
        return new LaunchPlan(launch, new int[][] {tiles.clone(), maskedTiles.clone()}, 1, attendedPairs, hbmBytes);
    }

    /** The plan of a launch; O(query tiles). */
    public static LaunchPlan of(AttentionLaunch launch) {
        GnaProblem problem = launch.problem();
        GnaTotals totals = GnaAnalysis.analyze(problem, GnaOptions.NOTHING).totals();
        int[][] counts = launch.pass() == Pass.BACKWARD
                ? InverseCounts.of(problem, launch.kernel().kvTiling())
                : forward(launch, totals);
        return alike(launch, counts, totals);
    }

    /** As a dense launch, but every query sees only {@code keyCount} keys: forward, or backward over those keys. */
    public static LaunchPlan crossAttention(AttentionLaunch dense, int keyCount) {
        int queries = dense.problem().axes().get(0).length();
        boolean isForward = dense.pass() == Pass.FORWARD;
        int ctas = (int) CeilDiv.of((isForward ? queries : keyCount), dense.ctaTokens());
        int[][] counts = new int[2][ctas];
        Arrays.fill(counts[0], (int) CeilDiv.of((isForward ? keyCount : queries), dense.tileTokens()));
        long attended = (long) queries * keyCount;
        return alike(dense, counts, new GnaTotals(queries, attended, 1, ctas, ctas, ctas, counts[0][0], ctas));
    }

    /** Visited and masked tiles of every launched query tile. */
    private static int[][] forward(AttentionLaunch launch, GnaTotals totals) {
        QueryTileCounts counts =
                QueryTileCounts.of(launch.problem(), launch.kernel().kvTiling());
        boolean launchesPadding = launch.kernel().permutesTokens();
        int real = counts.queryTileCount();
        int launched = launchesPadding ? (int) Math.max(real, totals.launchedQueryTiles()) : real;
        int[][] result = new int[2][launched];
        for (int tile = 0; tile < launched; tile++) {
            // Query tiles that hold padding alone are launched too; they go through the tiles of the last real one.
            int like = Math.min(tile, real - 1);
            result[0][tile] = Math.toIntExact(counts.visited(like));
            result[1][tile] = Math.toIntExact(counts.visited(like) - counts.whole(like));
        }
        return result;
    }

    /** What its CTAs add up to. */
    public LaunchTotals totals() {
        return totals;
    }

    public AttentionLaunch launch() {
        return totals.launch();
    }

    /** CTAs of one head. */
    public int ctasPerHead() {
        return tiles.length;
    }

    /** Heads times batch. */
    public long repeats() {
        return totals.repeats();
    }

    /** All CTAs. */
    public long ctaCount() {
        return totals.ctaCount();
    }

    /** Tiles that a CTA goes through. */
    public int tiles(int cta) {
        return tiles[cta];
    }

    /** Of those, the ones that are masked. */
    public int maskedTiles(int cta) {
        return maskedTiles[cta];
    }

    /** What masked tiles check. */
    public MaskKind mask() {
        return totals.mask();
    }

    public TileCosts plainCosts() {
        return totals.plainCosts();
    }

    public TileCosts maskedCosts() {
        return totals.maskedCosts();
    }

    /** Tile pairs of all CTAs. */
    public long tileCount() {
        return totals.tileCount();
    }

    /** Of those, the masked ones. */
    public long maskedTileCount() {
        return totals.maskedTileCount();
    }

    /** FLOPs of the attended pairs alone. */
    public double usefulFlops() {
        return totals.usefulFlops();
    }

    /** FLOPs of all whole tile pairs: what the tensor cores execute. */
    public double executedFlops() {
        return totals.executedFlops();
    }

    /** Bytes that must come from and go to HBM. */
    public long hbmBytes() {
        return totals.hbmBytes();
    }

    /** SM slots that CTAs can be resident in at once. */
    public int slotCount() {
        return totals.slotCount();
    }

    /** CTAs resident on an SM in this launch: CTAs spread over the SMs before they share one. */
    public int residentCtas() {
        return totals.residentCtas();
    }
}
