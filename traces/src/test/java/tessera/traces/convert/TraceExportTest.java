package tessera.traces.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceFiles;
import tessera.traces.workload.SpattenWorkload;

class TraceExportTest {
    @TempDir
    private Path folder;

    @Test
    void threeNpyFilesComeBackAsTheSameTrace() {
        for (long seed = 0; seed < 20; seed++) {
            AttentionTrace trace = RandomTraces.any(seed, StoredPrecision.FP32);
            List<Path> files = TraceExport.write(trace, folder.resolve("t.npy"));
            ImportOptions options = new ImportOptions(
                    trace.description(),
                    "",
                    false,
                    trace.isCausal(),
                    trace.shape().decodeStepCount(),
                    trace.layout(),
                    1,
                    Optional.empty());
            AttentionTrace back = ArrayImport.of(new NpyFiles(files.get(0), files.get(1), files.get(2)), options)
                    .trace();
            assertEquals(trace.sha256(), back.sha256(), "seed " + seed);
        }
    }

    @Test
    void otherPrecisionsRoundAsTheirTensorsDo() {
        AttentionTrace trace = RandomTraces.any(4, StoredPrecision.FP32);
        AttentionTrace half = TraceExport.inPrecision(trace, StoredPrecision.FP16);
        assertEquals(StoredPrecision.FP16, half.precision());
        assertEquals(trace.query(0, 0)[0], half.query(0, 0)[0], 0.01);
        assertEquals(
                half.sha256(),
                TraceExport.inPrecision(half, StoredPrecision.FP16).sha256());
    }

    @Test
    void theDenseWorkloadHasARowForEveryQueryLayerAndHead() {
        AttentionTrace trace = RandomTraces.any(6, StoredPrecision.INT8);
        Path file = TraceExport.write(trace, folder.resolve("t.csv")).get(0);
        SpattenWorkload workload = SpattenWorkload.read(file);
        int steps = trace.shape().decodeStepCount() == 0
                ? trace.queryCount()
                : trace.shape().decodeStepCount();
        assertEquals(steps * trace.layerCount() * trace.headCount(), workload.rowCount());
        // The last query of a causal trace sees every key.
        assertEquals(trace.keyCount(), workload.keyCount(workload.rowCount() - 1));
        assertEquals(trace.keyCount(), workload.valueCount(workload.rowCount() - 1));
        assertEquals(8, workload.keyBits(0));
        assertEquals(trace.shape().visibleKeys(trace.queryCount() - steps), workload.keyCount(0));
        // Its own form reads back the same.
        assertEquals(
                workload.csv(), SpattenWorkload.parse("again", workload.csv()).csv());
    }

    @Test
    void endingsThatNobodyKnowsAreNamed() {
        InputException e = assertThrows(
                InputException.class,
                () -> TraceExport.write(RandomTraces.any(1, StoredPrecision.FP32), folder.resolve("t.txt")));
        assertTrue(
                e.getMessage().endsWith("expected a file name ending in one of .npz, .safetensors, .npy, .csv, .json"),
                e.getMessage());
    }

    @Test
    void mappedTracesAreThoseInMemory() {
        AttentionTrace trace = RandomTraces.of(
                new tessera.traces.trace.TraceShape(1, 2, 2, 200, 200, 32, List.of(200), false),
                StoredPrecision.FP32,
                new java.util.SplittableRandom(1));
        for (String ending : List.of("npz", "safetensors")) {
            Path file =
                    TraceExport.write(trace, folder.resolve("large." + ending)).get(0);
            AttentionTrace mapped = TraceFiles.open(file);
            assertEquals(trace.sha256(), mapped.sha256());
            // 200 tokens x 32 x 2 heads x 4 bytes are more than the smallest map.
            assertTrue(mapped.layer(0).query().elements().isDirect(), ending);
        }
    }
}
