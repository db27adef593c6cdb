package tessera.hdl.bench;

import java.util.SplittableRandom;

/** A block's endless list of test cases: the directed ones first, then random ones. */
@FunctionalInterface
public interface CaseSource {
    /** Case {@code index}, 0 and up: the same for the same seed, whatever was asked before. */
    BenchCase at(long seed, int index);

    /** The random numbers of one case. */
    static SplittableRandom random(long seed, int index) {
        return new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + index);
    }
}
