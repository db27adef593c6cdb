package tessera.models.pattern.compose;

import java.util.Map;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Lengths;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/**
 * What a predictor costs per head and call, as formulas: for learned selectors that an oracle stands in for.
 *
 * @param flops multiplications and additions
 * @param bits operand width
 * @param bytes read and written
 * @param lengths by which the method is shrunk
 */
record Charge(String flops, int bits, String bytes, Lengths lengths) {
    static Charge read(ConfigNode node, Lengths lengths) {
        ConfigSection section = node.section("flops", "bits", "bytes");
        return new Charge(section.text("flops"), section.count("bits", 1, 64), section.text("bytes"), lengths);
    }

    SelectionCost cost(AttentionShape shape, Phase phase) {
        Map<String, Double> sizes = Sizes.of(shape, phase, lengths);
        return new SelectionCost(
                Math.round(Formula.evaluate(flops, sizes)), bits, Math.round(Formula.evaluate(bytes, sizes)), 0);
    }
}
