package tessera.hdl.mutation;

import java.util.List;
import java.util.Map;

/**
 * How many planted faults the bench of a block has noticed.
 *
 * @param block name of the block
 * @param parameters every parameter's value
 * @param mutants faults planted, one at a time
 * @param killed faults that the bench has noticed
 * @param survivors the others
 * @param cases cases that a fault had to survive
 */
public record MutationResult(
        String block, Map<String, Integer> parameters, int mutants, int killed, List<Survivor> survivors, int cases) {
    /** What a bounded equivalence check says about a survivor. */
    public enum Kind {
        /** No difference at the ports in any run of {@link Mutation#FRAMES} cycles. */
        EQUIVALENT,
        /** Only bits of a payload differ; mostly those that mean nothing, which the bench does not look at. */
        PAYLOAD_DIFFERS,
        /** A valid or ready differs: the bench has a gap. */
        HANDSHAKE_DIFFERS,
        /** The check gave up, or cannot reach that far. */
        UNDECIDED
    }

    /**
     * A fault that the bench has not noticed.
     *
     * @param number of the mutant
     * @param fault what Yosys has changed, in its words
     */
    public record Survivor(int number, String fault, Kind kind) {}

    public MutationResult {
        survivors = List.copyOf(survivors);
    }

    /** Survivors of one kind. */
    public int count(Kind kind) {
        return (int) survivors.stream().filter(one -> one.kind() == kind).count();
    }

    /** Share of the faults that are not equivalent and have been noticed, 0 to 1. */
    public double killRate() {
        int real = mutants - count(Kind.EQUIVALENT);
        return real == 0 ? 1 : (double) killed / real;
    }
}
