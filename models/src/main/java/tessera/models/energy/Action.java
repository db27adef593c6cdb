package tessera.models.energy;

/** Something a machine does that costs energy. */
public enum Action {
    /** One bit from a DRAM row buffer to the accelerator. */
    DRAM_READ_BIT,
    /** Opening one 1 KiB DRAM row. */
    DRAM_ACTIVATE,
    /** One bit written into a 192 KiB buffer. */
    SRAM_WRITE_BIT,
    /** One bit read from a 192 KiB buffer. */
    SRAM_READ_BIT,
    /** A 12-bit multiplication and its addition. */
    MULTIPLY_ADD,
    /** One exponential: five floating-point multiplications and additions. */
    EXPONENTIAL,
    /** One division with its rounding to fixed point. */
    DIVISION,
    /** One 12-bit comparison of the top-k engine, with the two FIFO moves around it. */
    COMPARISON
}
