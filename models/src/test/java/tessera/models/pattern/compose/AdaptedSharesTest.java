package tessera.models.pattern.compose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.score.Grid;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.pattern.select.RuleKind;

class AdaptedSharesTest {
    /** Four heads, two of four blocks kept: they recall 0.95, 0.5, 0.85 and 0.7. Two are above 0.8: so two keep less, two more. */
    @Test
    void goodHeadsKeepHalfAndBadOnesHalfAsMuchAgain() {
        Grid grid = Grid.uniform(AttentionShape.parse("layout:4,queries=1,heads=4,head_dim=8"), 1, 1);
        List<ScoreMap> maps = List.of(
                new ScoreMap(grid, new float[] {0.9f, 0.05f, 0.03f, 0.02f}),
                new ScoreMap(grid, new float[] {0.25f, 0.25f, 0.25f, 0.25f}),
                new ScoreMap(grid, new float[] {0.1f, 0.05f, 0.6f, 0.25f}),
                new ScoreMap(grid, new float[] {0.4f, 0.3f, 0.2f, 0.1f}));
        assertArrayEquals(
                new double[] {0.25, 0.75, 0.25, 0.75},
                AdaptedShares.of(maps, RuleKind.share(0.5), 0.5).shares(),
                1e-12);
        // One good head alone: one keeps less, the worst one more, the others as they were.
        assertArrayEquals(
                new double[] {0.25, 0.75, 0.5, 0.5},
                AdaptedShares.of(List.of(maps.get(0), maps.get(1), maps.get(3), maps.get(3)), RuleKind.share(0.5), 0.5)
                        .shares(),
                1e-12);
    }
}
