package tessera.models.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tessera.models.golden.DenseAttention;
import tessera.models.golden.RandomTraces;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.compose.HeadVisitor;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.Phase;
import tessera.traces.trace.AttentionTrace;

class QualityMeterTest {
    private static final AttentionTrace TRACE = RandomTraces.selfAttention(2, 2, 24, 8, true, 5);

    @Test
    void denseGivesNothingUp() {
        PlanInput input = PlanInput.of(TRACE);
        QualityMeter meter = new QualityMeter(input, 100);
        Patterns.find("dense").make(List.of()).plan(input, Phase.PREFILL, meter);
        Quality quality = meter.quality();
        assertEquals(1, quality.keptMass(), 1e-6);
        assertEquals(0, quality.outputError(), 1e-6);
        assertEquals(1, quality.recall());
        assertEquals(1, quality.coverage());
        assertEquals(1, quality.reach());
        assertEquals(2 * 2 * 24, quality.rows());
    }

    @Test
    void oneHeadByHand() {
        // Every query keeps its own key alone: mass is the mean own probability, the output the own value.
        PlanInput input = PlanInput.of(TRACE);
        QualityMeter meter = new QualityMeter(input, 100);
        TokenMask own = new TokenMask(AttentionShape.of(TRACE)).withoutEmptyRows();
        var plan = Patterns.find("dense")
                .make(List.of())
                .plan(TRACE, Phase.PREFILL)
                .head(0, 0);
        meter.head(0, 0, plan, Optional.of(new HeadVisitor.Attended(own)));
        double mass = 0;
        double squares = 0;
        double all = 0;
        float[] value = TRACE.value(0, 0);
        for (int i = 0; i < 24; i++) {
            double[] p = DenseAttention.probabilities(TRACE.query(0, 0), i, TRACE.key(0, 0), i + 1, 8);
            double[] output = DenseAttention.output(p, value, 8);
            mass += p[i] / 24;
            for (int c = 0; c < 8; c++) {
                squares += Math.pow(value[i * 8 + c] - output[c], 2);
                all += output[c] * output[c];
            }
        }
        assertEquals(mass, meter.quality().keptMass(), 1e-5);
        assertEquals(Math.sqrt(squares / all), meter.quality().outputError(), 1e-5);
        // Nobody ever sees another token: token i reaches 1 of i + 1.
        double reach = 0;
        for (int i = 0; i < 24; i++) {
            reach += 1.0 / (i + 1) / 24;
        }
        assertEquals(reach, meter.quality().reach(), 1e-12);
    }

    @Test
    void exactSelectionRecallsTheLargest() {
        PlanInput input = PlanInput.of(TRACE);
        QualityMeter meter = new QualityMeter(input, 100);
        Patterns.find("sparsifiner")
                .make(List.of("budget=0.25", "recipes.0.keep.0.rows=0"))
                .plan(input, Phase.PREFILL, meter);
        // Its own key is kept beside the best quarter: at most one of the kept keys is not among the largest.
        assertTrue(meter.quality().recall() > 0.7, "recall " + meter.quality().recall());
    }
}
