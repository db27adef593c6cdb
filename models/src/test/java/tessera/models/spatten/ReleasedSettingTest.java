package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tessera.traces.workload.SpattenWorkload;

class ReleasedSettingTest {
    private static SpattenWorkload released(String name) {
        String configured = System.getenv("TESSERA_REFERENCE_DATA");
        Path folder = configured != null ? Path.of(configured) : Path.of("../../shared/data");
        Path file = folder.resolve("spatten-workloads").resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file),
                file + " is not there; set TESSERA_REFERENCE_DATA to the reference data to compare");
        return SpattenWorkload.read(file);
    }

    private static void assertSameCounts(SpattenWorkload expected, SpattenWorkload ours) {
        assertEquals(expected.rowCount(), ours.rowCount());
        for (int row = 0; row < expected.rowCount(); row++) {
            assertEquals(expected.keyCount(row), ours.keyCount(row), expected.place(row));
            assertEquals(expected.valueCount(row), ours.valueCount(row), expected.place(row));
            assertEquals(expected.keyBits(row), ours.keyBits(row), expected.place(row));
            assertEquals(expected.valueBits(row), ours.valueBits(row), expected.place(row));
        }
    }

    @Test
    void mediumIsTheAuthorsFileRowByRow() {
        assertSameCounts(
                released("summary-gpt2-medium-wikitext2-per0-hp-step5+dedic+glob_p+local_p+hp+topk+quant.csv"),
                ReleasedSetting.GPT2_MEDIUM.workload(32, 1));
    }

    @Test
    void smallIsTheAuthorsFileRowByRow() {
        assertSameCounts(released("summary-gpt2-small-wikitext2-per8.csv"), ReleasedSetting.GPT2_SMALL.workload(32, 1));
    }

    @Test
    void stepsOfALadderTakeTechniquesAway() {
        ReleasedSetting medium = ReleasedSetting.GPT2_MEDIUM;
        // 16 heads in 16 layers, 13 in 6, 10 in 2: 354 rows a token; 24 x 16 without head pruning.
        assertEquals(354, medium.workload(1, 1).rowCount());
        assertEquals(384, medium.withoutHeadPruning().workload(1, 1).rowCount());
        SpattenWorkload dense = medium.dense().workload(2, 1);
        assertEquals(994, dense.keyCount(2 * 384 - 1));
        assertEquals(994, dense.valueCount(2 * 384 - 1));
        SpattenWorkload second = medium.workload(2, 1);
        assertEquals(307, second.keyCount(2 * 354 - 1));
        assertEquals(92, second.valueCount(2 * 354 - 1));
        assertEquals(993, medium.withoutTokenPruning().workload(1, 1).keyCount(353));
    }
}
