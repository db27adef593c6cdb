package tessera.models.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class LayerModelTest {
    @Test
    void weightsAreThoseOfThePublishedModels() {
        // Llama-3.1-8B has 8.03 billion parameters, 0.53 of them in an output layer of its own.
        assertEquals(7.5e9, LayerModel.find("llama-3.1-8b").weights(), 0.05e9);
        // Llama-2-7B: 6.74 billion, 0.13 in the output layer.
        assertEquals(6.6e9, LayerModel.find("llama-2-7b").weights(), 0.05e9);
        // BERT-Base: 110 million; positions, norms and biases are not counted.
        assertEquals(108e6, LayerModel.find("bert-base").weights(), 3e6);
    }

    @Test
    void hunyuanIsMostlyAttention() {
        LayerModel model = LayerModel.find("hunyuan-video");
        double n = model.tokens();
        assertEquals(118_800, n);
        double attention = 4 * n * n * 3072;
        double other = 2 * n * model.blockWeights();
        // AdaSpa's abstract: about 500 of 600 PFLOP. Five points.
        assertEquals(500.0 / 600, attention / (attention + other), 0.05);
    }

    @Test
    void amdahlAndBatches() {
        EndToEndTime time = new EndToEndTime(100, 300, 100, 4, 8);
        assertEquals(0.75, time.attentionShare());
        assertEquals(2, time.speedup());
        // 8 / (100 + 8 * 100) over 4 / (100 + 4 * 300).
        assertEquals(8.0 / 900 / (4.0 / 1300), time.throughputGain(), 1e-12);
        assertEquals(0, new EndToEndTime(1, 1, 1, 0, 0).throughputGain());
    }

    @Test
    void readsModelTexts() {
        assertEquals(4096, LayerModel.parse("model:llama-3.1-8b,tokens=4096").tokens());
        assertEquals(32, LayerModel.parse("model:llama-3.1-8b").shape().layerCount());
        assertTrue(assertThrows(InputException.class, () -> LayerModel.parse("model:lama-3.1-8b"))
                .getMessage()
                .contains("did you mean 'llama-3.1-8b'?"));
        assertThrows(InputException.class, () -> LayerModel.parse("model:flux,token=3"));
    }
}
