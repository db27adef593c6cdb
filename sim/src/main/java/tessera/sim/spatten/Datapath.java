package tessera.sim.spatten;

/**
 * What the units compute, apart from when. Each method is called by one unit for one row, in the order of the pipeline; a
 * row's results belong to whoever holds the row's word.
 */
interface Datapath {
    /** Q·K: scores of a row from the keys' upper slices, or from whole keys in the second pass. */
    void score(int row, boolean isSecondPass);

    /** Softmax: probabilities of the row's latest scores. */
    void normalise(int row);

    /** Low-bit decision, after the first pass: whether the row must be computed again with whole keys. */
    boolean needsLowBits(int row);

    /** Top-k: decides which values the row uses, once its probabilities stand; cycles of finding the threshold. */
    long select(int row);

    /** How many values the row uses; known before {@link #select}. */
    int valueCount(int row);

    /** Token index of the i-th value used, ascending; after {@link #select}. */
    int valueIndex(int row, int i);

    /** Prob·V: the row's output. */
    void output(int row);

    /** Token importance: adds the row's probabilities. */
    void accumulateTokens(int row);

    /** Head importance: adds the row's output. */
    void accumulateHead(int row);

    /** Cascade top-k over tokens; cycles of finding the threshold. */
    long selectTokens();

    /** Cascade top-k over heads; cycles of finding the threshold. */
    long selectHeads();
}
