package tessera.models.energy;

/** Something a machine does that costs energy. */
public enum Action {
    /** One bit from a DRAM row buffer to the accelerator. */
    DRAM_READ_BIT(Group.DRAM),
    /** Opening one 1 KiB DRAM row. */
    DRAM_ACTIVATE(Group.DRAM),
    /** One bit written into a key or value buffer. */
    SRAM_WRITE_BIT(Group.SRAM),
    /** One bit read from a key or value buffer. */
    SRAM_READ_BIT(Group.SRAM),
    /** One bit into and out of a FIFO of the fetcher. */
    FIFO_BIT(Group.SRAM),
    /** One bit through the crossbar between channels and ports. */
    CROSSBAR_BIT(Group.LOGIC),
    /** A 12-bit multiplication and its addition. */
    MULTIPLY_ADD(Group.LOGIC),
    /** One exponential: five floating-point multiplications and additions. */
    EXPONENTIAL(Group.LOGIC),
    /** One division with its rounding to fixed point. */
    DIVISION(Group.LOGIC),
    /** One 12-bit comparison of the top-k engine, with the two FIFO moves around it. */
    COMPARISON(Group.LOGIC);

    /** Where energy goes, as breakdowns have it. */
    public enum Group {
        DRAM,
        SRAM,
        LOGIC
    }

    private final Group group;

    Action(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }
}
