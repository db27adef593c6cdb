package tessera.hdl.run;

import java.util.List;

/**
 * The least coverage that a block's cases must reach, once there are enough of them; blocks that are not listed have
 * none. A little below what they reach now, so that lost cases show.
 *
 * @param block name
 * @param line share of lines and branches, 0 to 1
 * @param toggle share of signal bits, 0 to 1
 */
public record CoverageFloor(String block, double line, double toggle) {
    /** From so many cases on the floors hold. */
    public static final int LEAST_CASES = 1_000;

    public static final List<CoverageFloor> ALL = List.of(
            new CoverageFloor("zero-eliminator", 0.99, 0.99),
            new CoverageFloor("top-k-radix", 0.99, 0.97),
            // Its packers never stall, so their ready never falls.
            new CoverageFloor("top-k-quick", 0.97, 0.97));

    /** Whether the result keeps its block's floor, or there is none for it. */
    public static boolean isKept(BlockCheckResult result) {
        return result.cases() < LEAST_CASES
                || ALL.stream()
                        .filter(floor -> floor.block.equals(result.block()))
                        .allMatch(floor -> result.coverage().line().orElse(1) >= floor.line
                                && result.coverage().toggle().orElse(1) >= floor.toggle);
    }
}
