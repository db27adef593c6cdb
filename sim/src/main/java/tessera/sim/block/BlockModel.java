package tessera.sim.block;

/**
 * A block's cycle model at its ports: what its Verilog must do, bit for bit, in every cycle. One call is one clock
 * cycle; like every component it allocates nothing in it.
 */
public interface BlockModel {
    BlockPorts ports();

    /**
     * One cycle: the outputs that the driven values and the state give before the rising edge, then the edge.
     *
     * @param driven values of the driven ports, read only
     * @param read receives the values of the read ports; all words are 0 on entry
     * @param care receives a 1 for each bit of {@code read} that has a meaning in this cycle; all words are 0 on entry
     */
    void step(int[] driven, int[] read, int[] care);

    /** Whether it holds something that has not come out yet. */
    boolean hasWork();

    /** Whether clock edges change nothing until a beat passes on one of its streams; true when it is empty. */
    boolean isSettled();
}
