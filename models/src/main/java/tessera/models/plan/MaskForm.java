package tessera.models.plan;

/** Which keys which queries attend to, in one of three forms. */
public sealed interface MaskForm permits Geometric, BlockMask, KeyList {
    /** Exact number of (query, key) pairs, where the form can say so without enumerating; else an upper bound. */
    long pairCountAtMost();
}
