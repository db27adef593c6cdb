package tessera.models.plan;

/** From where a head's mask was taken over instead of being decided anew. */
public enum Reuse {
    /** Decided for this head. */
    NONE,
    /** Shared by the heads of the layer. */
    HEAD,
    /** From an earlier layer. */
    LAYER,
    /** From an earlier decode or denoising step. */
    STEP
}
