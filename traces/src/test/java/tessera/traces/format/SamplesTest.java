package tessera.traces.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tessera.traces.stat.LayerStatistics;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;

class SamplesTest {
    static final java.util.List<Sample> SAMPLES = Samples.ALL;

    /** Mass in the top 10 % per layer that an independent capture of the same model on another text (GPL-3) found. */
    private static final double[] MINILM_TOP_10_MASS = {.48, .82, .80, .74, .74, .55};

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void openUnderTheirNamesWithTheChecksumOfTheirProvenanceNote(Sample sample) throws IOException {
        AttentionTrace trace = TraceFiles.open("sample:" + sample.name());
        assertEquals(sample.name(), trace.name());
        String note = resource("/tessera/samples/README.md");
        assertTrue(note.contains(trace.sha256()), "README.md of the samples lacks " + trace.sha256());
        assertTrue(
                note.contains(trace.description().command()),
                trace.description().command());
        assertTrue(TraceStatistics.of(trace).rowSumError() < 1e-5);
    }

    @Test
    void minilmAttendsAsPublishedFiguresSay() {
        AttentionTrace trace = TraceFiles.open("sample:minilm-declaration-214");
        assertEquals(resourceText(), trace.description().source());
        TraceStatistics statistics = TraceStatistics.of(trace);
        for (LayerStatistics layer : statistics.perLayer()) {
            // Two texts of one model: within 0.04.
            assertEquals(MINILM_TOP_10_MASS[layer.layer()], layer.top10Mass(), .04, "layer " + layer.layer());
        }
    }

    @Test
    void theVisionSampleLooksNearInTwoDimensions() throws Exception {
        AttentionTrace trace = TraceFiles.open("sample:vit-shapes-256");
        assertEquals(java.util.List.of(16, 16), trace.layout());
        TraceStatistics statistics = TraceStatistics.of(trace);
        int four = statistics.radii().indexOf(4);
        long near = statistics.perLayer().get(0).heads().stream()
                .filter(head -> head.locality().get(four) > 0.6)
                .count();
        assertEquals(3, near);
        try (InputStream in = SamplesTest.class.getResourceAsStream("/tessera/samples/vision/weights.safetensors")) {
            String sha256 = tessera.traces.npy.Sha256.of(in.readAllBytes());
            assertTrue(resource("/tessera/samples/README.md").contains(sha256), sha256);
        }
    }

    @Test
    void allSamplesTogetherStayBelowTenMegabytes() throws IOException {
        long bytes = 0;
        for (Sample sample : SAMPLES) {
            try (InputStream in = SamplesTest.class.getResourceAsStream("/tessera/samples/" + sample.name() + ".npz")) {
                bytes += in.readAllBytes().length;
            }
        }
        assertTrue(bytes < 10_000_000, bytes + " bytes");
    }

    private static String resourceText() {
        try {
            return resource("/tessera/samples/declaration.txt");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SamplesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
