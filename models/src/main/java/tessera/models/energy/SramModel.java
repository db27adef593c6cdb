package tessera.models.energy;

/**
 * Energy and area of on-chip memory, from its size and the width of an access. A buffer that gives many bits a cycle is made
 * of banks of 64 bits; an access costs what a bank of that size costs.
 *
 * <p><b>Source:</b> energy: Horowitz, ISSCC 2014, table for 45 nm, 0.9 V: 10 pJ for 64 bits of 8 KiB, 20 pJ of 32 KiB, i.e. the
 * square root of the size (cache figures: tags and way selection are in them). Area: 0.242 µm² a six-transistor cell of
 * TSMC's 40 nm process (as published for N40), half of a bank being cells (assumption; CACTI gives 40 to 70 %).
 */
public final class SramModel {
    /** Bits of one bank's word. */
    public static final int WORD_BITS = 64;

    private static final double PJ_AT_8_KIB = 10;
    private static final double REFERENCE_BYTES = 8192;
    private static final double CELL_UM2 = 0.242;
    private static final double CELL_SHARE = 0.5;

    private SramModel() {}

    /** Bytes of each bank of a buffer that gives {@code bitsPerCycle}; at least one bank. */
    public static double bankBytes(double bytes, double bitsPerCycle) {
        return bytes / Math.max(1, Math.ceil(bitsPerCycle / WORD_BITS));
    }

    /** Energy of one bit of an access to a bank, in pJ. */
    public static double bitPj(double bankBytes) {
        return PJ_AT_8_KIB * Math.sqrt(bankBytes / REFERENCE_BYTES) / WORD_BITS;
    }

    /** Area of so many bytes with one port, in mm². */
    public static double areaMm2(double bytes) {
        return bytes * Byte.SIZE * CELL_UM2 / CELL_SHARE / 1e6;
    }
}
