package tessera.hdl.proof;

import java.util.List;

/**
 * One thing that is proved about one block at small parameters: its line in {@link Proofs#ALL}.
 *
 * @param block name of the block
 * @param settings parameters, {@code key=value}
 * @param property what is claimed, in words
 * @param specification SystemVerilog module {@code proof} that instantiates the block and asserts; {@code @DUT@} stands
 *     for the name of the block's module
 * @param frames clock cycles that a bounded check looks at from reset; 0 proves by induction, for ever
 */
public record Proof(String block, List<String> settings, String property, String specification, int frames) {
    public Proof {
        settings = List.copyOf(settings);
    }

    /** How it is proved, in words. */
    public String method() {
        return frames == 0 ? "induction (yosys sat)" : "bounded (abc bmc3)";
    }

    /** What came of a proof. */
    public enum Outcome {
        /** It holds in every reachable state. */
        PROVED,
        /** It holds in every run of that many cycles from reset. */
        NO_COUNTEREXAMPLE,
        /** It does not hold. */
        COUNTEREXAMPLE,
        /** The tool gave up or ran out of time. */
        UNDECIDED
    }
}
