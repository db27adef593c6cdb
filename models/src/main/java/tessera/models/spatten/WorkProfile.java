package tessera.models.spatten;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import tessera.models.energy.Action;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.RecordedSums.Sizes;
import tessera.models.spatten.RecordedSums.Totals;
import tessera.traces.check.CeilDiv;

/**
 * What recorded work asks of a machine in closed form, for whoever asks about a hundred thousand machines: rows are summed
 * up by size, and what one parameter decides is computed once per value of it. The same sums as over the rows themselves
 * (tested). Thread-safe.
 */
public final class WorkProfile {
    private static final int[] USUAL_BURSTS = {16, 32, 64, 128};

    private final int headDim;
    private final Demands demands;
    private final boolean needsMultiplierWidth;
    private final double keptMass;
    private final double outputError;
    private final long denseFlops;
    private final Sizes[] layers;
    private final Totals totals;
    private final Supplier<RecordedWork> again;
    private final Map<Long, long[]> queryKey = new ConcurrentHashMap<>();
    private final Map<Long, long[]> probValue = new ConcurrentHashMap<>();
    private final Map<Long, long[]> softmax = new ConcurrentHashMap<>();
    private final Map<Long, long[]> divide = new ConcurrentHashMap<>();
    private final Map<Long, long[]> topK = new ConcurrentHashMap<>();
    private final Map<Long, long[]> ranking = new ConcurrentHashMap<>();
    private final Map<Long, long[]> bursts = new ConcurrentHashMap<>();

    /** @param again makes the same work again, where bursts of unusual size have to be counted */
    public WorkProfile(RecordedWork recorded, Supplier<RecordedWork> again) {
        this.headDim = recorded.headDim();
        this.demands = recorded.demands();
        this.keptMass = recorded.keptMass();
        this.outputError = recorded.outputError();
        this.denseFlops = recorded.denseFlops();
        this.again = again;
        this.layers = new Sizes[recorded.layerCount()];
        boolean needsWidth = false;
        Totals sum = new Totals(0, 0, 0, 0, 0);
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = RecordedSums.sizes(recorded.layer(layer));
            sum = sum.plus(RecordedSums.totals(recorded.layer(layer), recorded));
            needsWidth |= recorded.layer(layer).lists().stream()
                    .anyMatch(list -> list.bits().needsMultiplierWidth());
        }
        this.needsMultiplierWidth = needsWidth;
        this.totals = sum;
        for (int burstBytes : USUAL_BURSTS) {
            if (!needsWidth) {
                bursts.put((long) burstBytes, RecordedSums.bursts(recorded, burstBytes, 0));
            }
        }
    }

    public int layerCount() {
        return layers.length;
    }

    /** As {@link RecordedWork#keptMass}. */
    public double keptMass() {
        return keptMass;
    }

    /** As {@link RecordedWork#outputError}. */
    public double outputError() {
        return outputError;
    }

    /** Operations executed on keys and values used. */
    public long executedFlops() {
        return 2L * headDim * (totals.keys() + totals.values());
    }

    public long denseFlops() {
        return denseFlops;
    }

    /** Query-key pairs attended, over those of dense attention. */
    public double attendedShare() {
        // Dense attention takes a multiplication and an addition for each element of a pair's key and of its value.
        return 4.0 * headDim * totals.keys() / denseFlops;
    }

    /** Whether {@link RecordedWork#check} would let a machine pass. */
    public boolean fits(SpAttenParams machine) {
        return demands.areMetBy(machine);
    }

    /** Bursts read by each layer. */
    public long[] bursts(SpAttenParams machine) {
        long burstBytes = machine.memory().burstBytes();
        long key = needsMultiplierWidth ? (long) machine.multiplierBits() << 32 | burstBytes : burstBytes;
        long[] known = bursts.get(key);
        return known != null
                ? known
                : known(
                        bursts,
                        key,
                        absent -> RecordedSums.bursts(again.get(), (int) burstBytes, machine.multiplierBits()));
    }

    /** Cycles of Q x K alone in each layer. */
    public long[] queryKey(SpAttenParams machine) {
        return known(queryKey, matrixKey(machine), key -> matrix(machine, true));
    }

    /** Cycles of prob x V alone in each layer. */
    public long[] probValue(SpAttenParams machine) {
        return known(probValue, matrixKey(machine), key -> matrix(machine, false));
    }

    /** What of a machine decides {@link SpAttenParams#matrixCycles}: vectors a cycle, or cycles a vector. */
    private long matrixKey(SpAttenParams machine) {
        return machine.multiplierCount() >= headDim
                ? machine.vectorsPerCycle(headDim)
                : -CeilDiv.of(headDim, machine.multiplierCount());
    }

    private long[] matrix(SpAttenParams machine, boolean isKeys) {
        return each(
                sizes -> (isKeys ? sizes.passes() : sizes.values()).sum(size -> machine.matrixCycles(size, headDim)));
    }

    /** Cycles of the first softmax pass alone in each layer. */
    public long[] softmax(SpAttenParams machine) {
        return known(
                softmax,
                machine.softmax().lanes(),
                lanes -> each(sizes -> sizes.passes().sum(size -> SerialRow.softmaxCycles(machine, size))));
    }

    /** Cycles of the division alone in each layer. */
    public long[] divide(SpAttenParams machine) {
        return known(
                divide,
                machine.softmax().lanes(),
                lanes -> each(sizes -> sizes.keys().sum(size -> SerialRow.softmaxCycles(machine, size))));
    }

    /** Cycles of the top-k engine alone in each layer: local value pruning, filter pass included. */
    public long[] topK(SpAttenParams machine) {
        TopKParams engine = machine.topK();
        return known(
                topK,
                engineKey(engine),
                key -> each(sizes -> sizes.filtered().sum(size -> CeilDiv.of((long) size, engine.lanes()))
                        + sizes.givenCycles()
                        + switch (engine.engine()) {
                            case QUICK_SELECT -> sizes.rounds().sum(live -> roundCycles(engine, live));
                            case RADIX -> sizes.ranked().sum(engine::radixCycles);
                        }));
    }

    /** Cycles of ranking tokens and heads after each layer. */
    private long[] ranking(SpAttenParams machine) {
        TopKParams engine = machine.topK();
        return known(
                ranking,
                engineKey(engine),
                key -> each(sizes -> CeilDiv.of(
                                (long) sizes.tokens().scoreCount()
                                        + sizes.heads().scoreCount(),
                                (long) engine.lanes())
                        + sizes.tokens().cycles(engine)
                        + sizes.heads().cycles(engine)));
    }

    private static long roundCycles(TopKParams engine, int live) {
        return CeilDiv.of((long) live, engine.lanes()) + engine.roundOverheadCycles();
    }

    private static long engineKey(TopKParams engine) {
        boolean isRadix = engine.engine() == TopKParams.Engine.RADIX;
        long decides = isRadix ? engine.digitCount() : engine.roundOverheadCycles();
        return (decides << 32 | (long) engine.lanes()) << 1 | (isRadix ? 1 : 0);
    }

    private static long[] known(Map<Long, long[]> map, long key, LongFunction<long[]> make) {
        Long boxed = key;
        long[] known = map.get(boxed);
        if (known == null) {
            known = make.apply(key);
            map.put(boxed, known);
        }
        return known;
    }

    private long[] each(ToLongFunction<Sizes> sum) {
        long[] result = new long[layers.length];
        for (int layer = 0; layer < result.length; layer++) {
            result[layer] = sum.applyAsLong(layers[layer]);
        }
        return result;
    }

    /** DRAM bytes read, over all layers. */
    public long dramBytes(SpAttenParams machine) {
        return sum(bursts(machine)) * machine.memory().burstBytes();
    }

    static long sum(long[] layers) {
        long sum = 0;
        for (long each : layers) {
            sum += each;
        }
        return sum;
    }

    /**
     * How often each {@link Action} happens, by ordinal: what {@link RowActions#of(SpAttenParams, SpAttenWork)} counts layer by
     * layer.
     */
    public void actions(SpAttenParams machine, long[] counts) {
        int burstBytes = machine.memory().burstBytes();
        long bits = 0;
        long activates = 0;
        for (long each : bursts(machine)) {
            bits += each * burstBytes * Byte.SIZE;
            activates += RowActions.leastActivates(each * burstBytes);
        }
        long vectorBits = (long) headDim * machine.multiplierBits();
        counts[Action.DRAM_READ_BIT.ordinal()] = bits;
        counts[Action.DRAM_ACTIVATE.ordinal()] = activates;
        counts[Action.FIFO_BIT.ordinal()] = bits;
        counts[Action.CROSSBAR_BIT.ordinal()] = bits;
        counts[Action.SRAM_WRITE_BIT.ordinal()] = totals.writtenVectors() * vectorBits + totals.lowBits();
        counts[Action.SRAM_READ_BIT.ordinal()] = (totals.passKeys() + totals.values()) * vectorBits;
        counts[Action.MULTIPLY_ADD.ordinal()] = (totals.passKeys() + totals.values()) * headDim;
        counts[Action.EXPONENTIAL.ordinal()] = totals.passKeys();
        counts[Action.DIVISION.ordinal()] = totals.keys();
        counts[Action.COMPARISON.ordinal()] =
                (sum(topK(machine)) + sum(ranking(machine))) * machine.topK().lanes();
    }
}
