package tessera.models.spatten;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.machine.SpAttenParams;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;

/**
 * The fully connected layers of one transformer layer as work for the matrix units: query, key, value and output projections
 * (4 d²) and the two layers of the feed-forward network (8 d²). Weight rows are cut to what the units fold and stand in the
 * key buffer's place, half a buffer at a time; every token is a row against them.
 *
 * @param work loads of weights; rows of tokens
 * @param weights of the layer
 * @param tokens that go through it together
 */
public record FullyConnectedWork(SpAttenWork work, long weights, int tokens) {
    private static final long MATRICES = 12;

    /**
     * One layer.
     *
     * @param modelDim d, at least 1
     * @param tokens that use a weight while it is in the buffer: the prompt in prefill, 1 in decode
     * @param weightBits of one weight, 2 to the multiplier's
     */
    public static FullyConnectedWork of(SpAttenParams machine, long modelDim, int tokens, int weightBits) {
        if (weightBits < 2 || weightBits > machine.multiplierBits()) {
            throw new InputException("weights of " + weightBits + " bits, must be from 2 to multiplier_bits = "
                    + machine.multiplierBits() + " of machine " + machine.name());
        }
        int chunk = (int) Math.min(modelDim, machine.maxHeadDim());
        long weights = MATRICES * modelDim * modelDim;
        long vectors = CeilDiv.of(weights, (long) chunk);
        int half = (int) Math.min(vectors, Math.max(1, machine.keyCapacity(chunk) / 2));
        int[] indices = IntStream.range(0, half).toArray();
        SerialMemory memory = SerialMemory.of(machine.memory());
        List<Load> loads = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        long base = 0;
        long line = (long) machine.memory().burstBytes();
        for (long done = 0; done < vectors; done += half) {
            int count = (int) Math.min(half, vectors - done);
            Load load = new Load(indices, count, weightBits, 0, weightBits, true, base, base, base);
            base += CeilDiv.of((long) count * chunk * weightBits, Byte.SIZE * line) * line;
            Fetch fetch = memory.fetch(indices, count, (long) chunk * weightBits, load.keyBase());
            for (int token = 0; token < tokens; token++) {
                Fetch keys = token == 0 ? fetch : Fetch.NONE;
                rows.add(new Row(loads.size(), count, count, false, 0, keys, Fetch.NONE, Fetch.NONE));
            }
            loads.add(load);
        }
        return new FullyConnectedWork(new SpAttenWork(chunk, loads, rows, CascadeStep.NONE), weights, tokens);
    }

    /** A multiplication and an addition for each weight and token. */
    public long flops() {
        return 2 * weights * tokens;
    }
}
