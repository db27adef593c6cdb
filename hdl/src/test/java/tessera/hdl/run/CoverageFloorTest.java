package tessera.hdl.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tessera.hdl.block.Blocks;

class CoverageFloorTest {
    @Test
    void holdsFromAThousandCasesOnWhereCoverageIsCounted() {
        // The floor of the zero eliminator is 0.99 of both kinds: 98 of 100 bits are too few.
        assertFalse(CoverageFloor.isKept(result("zero-eliminator", 1_000, new Coverage(10, 10, 100, 98))));
        assertFalse(CoverageFloor.isKept(result("zero-eliminator", 1_000, new Coverage(100, 98, 100, 100))));
        assertTrue(CoverageFloor.isKept(result("zero-eliminator", 1_000, new Coverage(10, 10, 100, 99))));
        assertTrue(CoverageFloor.isKept(result("zero-eliminator", 999, new Coverage(10, 1, 100, 1))));
        assertTrue(CoverageFloor.isKept(result("zero-eliminator", 1_000, Coverage.NOT_COUNTED)));
        assertTrue(CoverageFloor.isKept(result("another", 1_000, new Coverage(10, 1, 100, 1))));
    }

    @Test
    void everyFloorBelongsToABlock() {
        CoverageFloor.ALL.forEach(floor -> Blocks.named(floor.block()));
    }

    private static BlockCheckResult result(String block, int cases, Coverage coverage) {
        return new BlockCheckResult(block, "module", Map.of(), cases, 0, 1, 1, coverage, List.of(), 1, "tool");
    }
}
