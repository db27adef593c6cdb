package tessera.models.pattern.compose;

import java.util.Map;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Lengths;
import tessera.models.plan.Phase;
import tessera.models.plan.SideWork;

/**
 * Work beside the masked attention, per head, as formulas.
 *
 * @param label what it is
 * @param flops multiplications and additions
 * @param bits operand width
 * @param bytes read and written
 * @param launches GPU kernels for all heads of a layer together
 * @param lengths by which the method is shrunk
 */
record SideSpec(String label, String flops, int bits, String bytes, int launches, Lengths lengths) {
    static SideSpec read(ConfigNode node, Lengths lengths) {
        ConfigSection section = node.section("work", "flops", "bits", "bytes", "launches");
        return new SideSpec(
                section.text("work"),
                section.text("flops"),
                section.count("bits", 2, 64),
                section.text("bytes"),
                section.count("launches", 0, 1 << 20),
                lengths);
    }

    /** The work of one head; {@code isFirst} for the one that the launches are charged to. */
    SideWork of(AttentionShape shape, Phase phase, boolean isFirst) {
        Map<String, Double> sizes = Sizes.of(shape, phase, lengths);
        return new SideWork(
                label,
                Math.round(Formula.evaluate(flops, sizes)),
                bits,
                Math.round(Formula.evaluate(bytes, sizes)),
                isFirst ? launches : 0);
    }
}
