package tessera.models.machine;

import java.util.List;
import java.util.stream.Collectors;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;

/**
 * A SpAtten-style accelerator: one head and one query at a time, parallel across keys.
 *
 * @param name of the machine
 * @param clockHz of everything. <b>Source:</b> arXiv 2012.09852 v3, table III (1 GHz)
 * @param multiplierCount multipliers of each of the two matrix units, Q·K and prob·V. <b>Source:</b> table I (2 × 512)
 * @param multiplierBits width of both operands; vectors that a workload leaves unquantised are fetched at this width.
 *     <b>Source:</b> table I (12 × 12 bit)
 * @param elementBits widths of a key's or value's element in memory that the fetcher can widen; ascending, none above the
 *     multiplier's. <b>Source:</b> section III-D (upper slices of 4, 6, 8, 10 or 12 bits)
 * @param maxHeadDim longest vector that a matrix unit folds. <b>Source:</b> section IV-C (D up to 512); 64 in the released RTL
 * @param maxVectorsPerCycle keys or values that a matrix unit takes per cycle at most, however short they are.
 *     <b>Source:</b> section IV-C (the adder tree gives up to 8 scores)
 * @param dotProductLatencyCycles from a key in the SRAM to its score. <b>Source:</b> released RTL: broadcast 1, multiply 1,
 *     adder tree 6 for D = 64
 * @param probValueLatencyCycles from the last value in the SRAM to the output. <b>Source:</b> released RTL: broadcast 1,
 *     multiply 1, tree log2(keys per cycle), accumulate 1, output 1
 * @param loadsInFlight key lists in the key buffer at once; 1 fetches none ahead. <b>Source:</b> released RTL (ring of lines
 *     with 16 handles)
 * @param rowsInFlight queries between issue and output at once. <b>Source:</b> the preset's
 * @param startUpCycles before anything is fetched. <b>Source:</b> released RTL: reset, then clearing of the buffer RAMs
 * @param keySramBytes key buffer, at multiplierBits an element, both halves. <b>Source:</b> table I (196 KB = 2 × 1024 × 64
 *     × 12 bit)
 * @param valueSramBytes value buffer, likewise
 */
public record SpAttenParams(
        String name,
        long clockHz,
        int multiplierCount,
        int multiplierBits,
        List<Integer> elementBits,
        int maxHeadDim,
        int maxVectorsPerCycle,
        int dotProductLatencyCycles,
        int probValueLatencyCycles,
        int loadsInFlight,
        int rowsInFlight,
        int startUpCycles,
        long keySramBytes,
        long valueSramBytes,
        SoftmaxParams softmax,
        TopKParams topK,
        FetchParams fetch,
        MachineMemory memory)
        implements MachineParams {
    public SpAttenParams {
        Checks.atLeast("clock in Hz", clockHz, 1);
        Checks.powerOfTwo("multiplier_count", multiplierCount, "the adder tree halves it");
        Checks.atLeast("multiplier_bits", multiplierBits, 2);
        Checks.atLeast("16 - multiplier_bits", 16 - multiplierBits, 0);
        elementBits = List.copyOf(elementBits);
        for (int bits : elementBits) {
            Checks.atLeast("multiplier_bits less an entry of element_bits", multiplierBits - bits, 0);
        }
        Checks.atLeast("max_head_dim", maxHeadDim, 1);
        Checks.atLeast("max_vectors_per_cycle", maxVectorsPerCycle, 1);
        Checks.atLeast("dot_product_latency_cycles", dotProductLatencyCycles, 1);
        Checks.atLeast("prob_value_latency_cycles", probValueLatencyCycles, 1);
        Checks.atLeast("loads_in_flight", loadsInFlight, 1);
        Checks.atLeast("rows_in_flight", rowsInFlight, 1);
        Checks.atLeast("start_up_cycles", startUpCycles, 0);
        Checks.atLeast("key_sram in bytes", keySramBytes, 1);
        Checks.atLeast("value_sram in bytes", valueSramBytes, 1);
    }

    /** An input error where the fetcher has no such width; {@code what} names whose it is. */
    public void checkElementBits(String what, int bits) {
        if (!elementBits.contains(bits) && bits <= multiplierBits) {
            throw new InputException(
                    what + " of " + bits + " bits: machine " + name + " stores elements of "
                            + elementBits.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + " bits (element_bits: what its fetcher can widen); take one of these or add the width to the machine");
        }
    }

    /** The same machine with matrix units of another size. */
    public SpAttenParams withMultiplierCount(int multipliers) {
        return new SpAttenParams(
                name,
                clockHz,
                multipliers,
                multiplierBits,
                elementBits,
                maxHeadDim,
                maxVectorsPerCycle,
                dotProductLatencyCycles,
                probValueLatencyCycles,
                loadsInFlight,
                rowsInFlight,
                startUpCycles,
                keySramBytes,
                valueSramBytes,
                softmax,
                topK,
                fetch,
                memory);
    }

    /** Cycles that a matrix unit takes for {@code vectorCount} ≥ 0 vectors of headDim ≥ 1 elements, fully pipelined. */
    public long matrixCycles(long vectorCount, int headDim) {
        return multiplierCount >= headDim
                ? CeilDiv.of(vectorCount, (long) vectorsPerCycle(headDim))
                : Math.multiplyExact(vectorCount, CeilDiv.of(headDim, multiplierCount));
    }

    /** Vectors of headDim elements that a matrix unit takes together, at least 1. */
    public int vectorsPerCycle(int headDim) {
        return Math.max(1, Math.min(maxVectorsPerCycle, multiplierCount / headDim));
    }

    /** Vectors of headDim elements that the key buffer holds. */
    public long keyCapacity(int headDim) {
        return keySramBytes * Byte.SIZE / ((long) headDim * multiplierBits);
    }

    /** Vectors of headDim elements that the value buffer holds. */
    public long valueCapacity(int headDim) {
        return valueSramBytes * Byte.SIZE / ((long) headDim * multiplierBits);
    }
}
