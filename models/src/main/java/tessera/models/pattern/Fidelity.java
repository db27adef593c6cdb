package tessera.models.pattern;

/** How close our rule is to the published one. */
public enum Fidelity {
    /** The rule is exact: read in the authors' public code, or a closed form. */
    A,
    /** The rule is exact but needs learned weights; an oracle stands in for them. */
    B,
    /** Reconstructed: some part of the rule could not be verified. */
    C,
    /** No sparsity method: contributes a workload. */
    W
}
