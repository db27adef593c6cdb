package tessera.models.spatten;

import java.util.List;
import java.util.Optional;
import tessera.models.energy.SramModel;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;

/**
 * Area of a SpAtten machine at 40 to 45 nm, unit by unit: arithmetic and memory only, but for the top-k engine, which is
 * synthesised. Pipeline registers, control, clock tree and wiring of the others are not in it, so it is a lower estimate of a
 * laid-out chip.
 *
 * <p><b>Source:</b> arithmetic: Dally, "High-performance hardware for machine learning", NIPS 2015 tutorial, areas in TSMC 45
 * nm: addition 8 bit 36, 16 bit 67, 32 bit 137 µm²; multiplication 8 bit 282, 32 bit 3495; 32-bit floating-point addition 4184,
 * multiplication 7700. Memory: {@link SramModel}. Top-k engine: {@link TopKArea}, or counts of gates where it has none.
 */
public final class SpAttenArea {
    private static final double MULTIPLY_8_UM2 = 282;
    private static final double ADD_16_UM2 = 67;
    private static final double ADD_32_UM2 = 137;
    private static final double FLOAT_ADD_UM2 = 4184;
    private static final double FLOAT_MULTIPLY_UM2 = 7700;
    /** A 2-to-1 multiplexer of one bit: an eighth of a 16-bit adder's bit. Assumption. */
    private static final double MULTIPLEXER_UM2 = ADD_16_UM2 / 16 / 2;

    private static final int TAYLOR_ORDER = 5;
    private static final int ADDRESS_BYTES = 8;
    private static final int DATA_BYTES = 16;
    private static final double MM2 = 1e-6;
    private static final String ARITHMETIC_ONLY = "; no pipeline registers, control, clock, wiring";

    /**
     * One unit.
     *
     * @param unit as in the ledger
     * @param mm2 its area
     * @param basis what it is made of, and what is not in it
     */
    public record Part(String unit, double mm2, String basis) {}

    private SpAttenArea() {}

    /** The units of a machine, in the order of the paper's figure 13. */
    public static List<Part> of(SpAttenParams machine) {
        return List.of(
                new Part(
                        "prob_value",
                        matrix(machine) + SramModel.areaMm2(machine.valueSramBytes()),
                        "multipliers, adders, value buffer" + ARITHMETIC_ONLY),
                new Part(
                        "query_key",
                        matrix(machine) + SramModel.areaMm2(machine.keySramBytes()),
                        "multipliers, adder tree, key buffer" + ARITHMETIC_ONLY),
                new Part("fetcher", fetcher(machine), "address and data FIFOs, two crossbars" + ARITHMETIC_ONLY),
                new Part(
                        "softmax",
                        softmax(machine),
                        "per lane 5 + 1 multiply-adds, 1 addition, 1 division as 2 multiply-adds" + ARITHMETIC_ONLY),
                topK(machine.topK()));
    }

    /** All units together. */
    public static double totalMm2(SpAttenParams machine) {
        return of(machine).stream().mapToDouble(Part::mm2).sum();
    }

    private static double matrix(SpAttenParams machine) {
        double bits = machine.multiplierBits();
        double multiplier = MULTIPLY_8_UM2 * bits * bits / 64;
        return machine.multiplierCount() * (multiplier + ADD_16_UM2) * MM2;
    }

    private static double softmax(SpAttenParams machine) {
        double multiplyAdd = FLOAT_ADD_UM2 + FLOAT_MULTIPLY_UM2;
        double lane = (TAYLOR_ORDER + 1 + 2) * multiplyAdd + FLOAT_ADD_UM2;
        return machine.softmax().lanes() * lane * MM2;
    }

    private static double fetcher(SpAttenParams machine) {
        int ports = machine.fetch().portCount();
        int channels = machine.memory().channelCount();
        double fifoBytes = (double) ports * machine.fetch().addressFifoDepth() * (ADDRESS_BYTES + DATA_BYTES);
        double addresses = (double) channels * (ports - 1) * ADDRESS_BYTES * Byte.SIZE;
        double words = (double) ports * (channels - 1) * DATA_BYTES * Byte.SIZE;
        return SramModel.areaMm2(fifoBytes) + (addresses + words) * MULTIPLEXER_UM2 * MM2;
    }

    private static Part topK(TopKParams params) {
        Optional<Double> synthesised = TopKArea.mm2(params);
        double each = synthesised.orElseGet(() -> countedTopK(params));
        return new Part(
                "top_k",
                params.engineCount() * each,
                synthesised.isPresent()
                        ? "our generated engine as synthesised at " + TopKArea.LIBRARY_NM + " nm, scaled to "
                                + TopKArea.MODEL_NM + " nm by area, with its memories; no clock, wiring"
                        : "comparators, zero eliminators, FIFOs, counted: models/area/top-k.csv has no "
                                + TopKArea.key(params) + ARITHMETIC_ONLY);
    }

    /** Two arrays of comparators and two zero eliminators (log2 lanes shifters and a prefix sum), three FIFOs of a row. */
    private static double countedTopK(TopKParams params) {
        int lanes = params.lanes();
        int bits = params.scoreBits();
        int steps = Integer.numberOfTrailingZeros(lanes) + 1;
        double compare = 2.0 * lanes * ADD_16_UM2 * bits / 16;
        double eliminate = 2.0 * lanes * steps * (bits * MULTIPLEXER_UM2 + ADD_32_UM2 / 8);
        double fifos = SramModel.areaMm2(3.0 * params.capacity() * bits / Byte.SIZE);
        return (compare + eliminate) * MM2 + fifos;
    }
}
