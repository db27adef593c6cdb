package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.traces.check.InputException;

class RecordedShapeTest {
    private static final SpAttenParams MACHINE =
            Machines.load("spatten-hpca21", List.of()).spAtten();

    private static List<SpAttenWork> works(String shape, String pattern, Phase phase) {
        RecordedWork recorded =
                RecordedWork.of(PromptShape.parse(shape), CascadeCounts.of(pattern, List.of(), phase), phase, 1);
        recorded.check(MACHINE);
        return recorded.works(MACHINE);
    }

    @Test
    void densePrefillFetchesEveryHeadOnce() {
        List<SpAttenWork> layers = works("layout:100,layers=2,heads=3,head_dim=64", "dense", Phase.PREFILL);
        assertEquals(2, layers.size());
        for (SpAttenWork layer : layers) {
            assertEquals(3, layer.loads().size());
            assertEquals(300, layer.rows().size());
            // 100 keys and 100 values of 64 x 12 bit = 3 bursts each, for 3 heads.
            assertEquals(3 * 600, layer.bursts());
            assertEquals(300L * 200 * 64 * 2, Flops.executed(layer));
        }
    }

    @Test
    void whoIsOutStaysOut() {
        List<SpAttenWork> layers = works("layout:64,layers=12,heads=4,head_dim=16", "spatten-cascade", Phase.PREFILL);
        int[] before = layers.get(0).loads().get(0).indices();
        for (SpAttenWork layer : layers) {
            int[] kept = layer.loads().get(0).indices();
            assertTrue(Arrays.stream(kept).allMatch(token -> Arrays.binarySearch(before, token) >= 0));
        }
        // End of the default schedules: floor(0.3 x 64) tokens, floor(0.625 x 4) heads.
        assertEquals(19, layers.get(11).loads().get(0).keyCount());
        assertEquals(2, layers.get(11).loads().size());
        assertArrayEquals(
                layers.get(5).loads().get(0).indices(),
                works("layout:64,layers=12,heads=4,head_dim=16", "spatten-cascade", Phase.PREFILL)
                        .get(5)
                        .loads()
                        .get(0)
                        .indices());
    }

    @Test
    void decodeHasARowForEveryTokenLayerAndHead() {
        SpAttenWork work = works("layout:40,layers=2,heads=3,head_dim=64,new_tokens=5", "dense", Phase.DECODE)
                .get(0);
        assertEquals(5 * 2 * 3, work.rows().size());
        assertEquals(41, work.rows().get(0).keyCount());
        assertEquals(45, work.rows().get(29).keyCount());
    }

    @Test
    void shapesAreReadStrictly() {
        for (String wrong : List.of(
                "layout:8,new_tokens=0",
                "layout:8,new_tokens=2,new_tokens=3",
                "layout:8,heads=4,kv_heads=2",
                "layout:0,layers=1,heads=1,head_dim=8",
                "layout:8,layers=1,heads=1,head_dim=8,heads=2",
                "layout:8,layers=1,heads=1,head_dim=x",
                "layout:8,layer=1,heads=1,head_dim=8",
                "layout:8,layers=1,heads=1,head_dim=8,causal=perhaps")) {
            assertThrows(InputException.class, () -> PromptShape.parse(wrong), wrong);
        }
        assertThrows(
                InputException.class, () -> works("layout:5000,layers=1,heads=1,head_dim=64", "dense", Phase.PREFILL));
        assertThrows(
                InputException.class, () -> works("layout:8,layers=1,heads=1,head_dim=1024", "dense", Phase.PREFILL));
    }

    @Test
    void fullyConnectedLayersAreTwelveSquares() {
        FullyConnectedWork layer = FullyConnectedWork.of(MACHINE, 1024, 1, 8);
        assertEquals(12L * 1024 * 1024, layer.weights());
        // One byte a weight, 32 B a burst.
        assertEquals(12L * 1024 * 1024 / 32, layer.work().bursts());
        assertEquals(2L * 12 * 1024 * 1024, layer.flops());
        assertEquals(
                layer.work().bursts(),
                FullyConnectedWork.of(MACHINE, 1024, 7, 8).work().bursts());
        assertThrows(InputException.class, () -> FullyConnectedWork.of(MACHINE, 64, 1, 16));
    }
}
