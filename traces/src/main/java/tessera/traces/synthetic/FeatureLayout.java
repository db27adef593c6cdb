package tessera.traces.synthetic;

import tessera.traces.check.InputException;

/**
 * Which elements of a vector carry which feature: one each for sink, Zipf importance and stripes, pairs for places, codes
 * for blocks, and the rest for chance.
 */
record FeatureLayout(int pairs, int codes, int headDim) {
    static final int SINK = 0;
    static final int ZIPF = 1;
    static final int STRIPE = 2;
    static final int PLACES = 3;
    private static final int LEAST = 8;

    static FeatureLayout of(int headDim, int axisCount, boolean hasBlocks) {
        if (headDim < LEAST) {
            throw new InputException("head_dim = " + headDim + ": expected at least " + LEAST
                    + " for a synthetic trace (its features need room)");
        }
        int codes = hasBlocks ? Math.max(1, Math.min(16, (headDim - LEAST) / 3)) : 0;
        int room = (headDim - PLACES - codes - 1) / 2;
        int pairs = Math.max(axisCount, Math.min(room, Math.max(2, headDim / 4)));
        if (PLACES + 2 * pairs + codes >= headDim) {
            throw new InputException(
                    "head_dim = " + headDim + ": expected more for a layout of " + axisCount + " axes; 16 is enough");
        }
        return new FeatureLayout(pairs, codes, headDim);
    }

    int firstCode() {
        return PLACES + 2 * pairs;
    }

    int firstChance() {
        return firstCode() + codes;
    }

    int chances() {
        return headDim - firstChance();
    }
}
