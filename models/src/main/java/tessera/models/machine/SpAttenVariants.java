package tessera.models.machine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tessera.models.config.ConfigNode;

/**
 * A SpAtten machine's file, read once, for whoever builds many variants of it: its parts can be read apart, with overrides,
 * and put together. What comes out equals {@link Machines#load} with all overrides at once (tested).
 */
public final class SpAttenVariants {
    /** Independent parts of a machine. An override touches one of them; {@code clock} touches two. */
    public enum Part {
        /** Everything that is in no other part. */
        CORE,
        SOFTMAX,
        TOP_K,
        FETCH,
        /** The sections {@code dram} and {@code memory}; depends on the clock. */
        MEMORY;

        /** Whether an override of this dotted key changes the part. */
        public boolean has(String key) {
            if (key.equals(CLOCK)) {
                return this == CORE || this == MEMORY;
            }
            return owner(key) == this;
        }
    }

    private static final String CLOCK = "clock";
    private static final String IDEAL = "dram.preset=" + MachineDram.IDEAL;

    private final String name;
    private final ConfigNode written;
    private final SpAttenParams base;

    private SpAttenVariants(String name, ConfigNode written, SpAttenParams base) {
        this.name = name;
        this.written = written;
        this.base = base;
    }

    /** Reads a preset or file; one that is no SpAtten-style machine is an input error. */
    public static SpAttenVariants of(String nameOrFile) {
        SpAttenParams base = Machines.load(nameOrFile, List.of()).spAtten();
        return new SpAttenVariants(nameOrFile, Machines.written(nameOrFile), base);
    }

    /** The machine without overrides. */
    public SpAttenParams base() {
        return base;
    }

    private static Part owner(String key) {
        int dot = key.indexOf('.');
        return switch (dot < 0 ? "" : key.substring(0, dot)) {
            case "softmax" -> Part.SOFTMAX;
            case "top_k" -> Part.TOP_K;
            case "fetch" -> Part.FETCH;
            case "dram", "memory" -> Part.MEMORY;
            default -> Part.CORE;
        };
    }

    /** The whole machine with these overrides: as {@link Machines#load}, from the text that has been read. */
    public SpAttenParams with(List<String> overrides) {
        return Machines.read(name, written, overrides).spAtten();
    }

    /** The machine with overrides of {@link Part#CORE} alone; its other parts are those without overrides. */
    public SpAttenParams core(List<String> overrides) {
        SpAttenParams read = read(overrides, SpAttenReader::read);
        return assemble(read, base.softmax(), base.topK(), base.fetch(), base.memory());
    }

    public SoftmaxParams softmax(List<String> overrides) {
        return read(overrides, root -> SpAttenReader.softmax(entry(root, "softmax")));
    }

    public TopKParams topK(List<String> overrides) {
        return read(overrides, root -> SpAttenReader.topK(entry(root, "top_k")));
    }

    public FetchParams fetch(List<String> overrides) {
        return read(overrides, root -> SpAttenReader.fetch(entry(root, "fetch")));
    }

    /** The memory with overrides of {@link Part#MEMORY}. */
    public MachineMemory memory(List<String> overrides) {
        return overrides.isEmpty() ? base.memory() : with(overrides).memory();
    }

    /** Reads a part without reading the DRAM, which is most of the work. */
    private <T> T read(List<String> overrides, Function<ConfigNode, T> reader) {
        ConfigNode root = written.with(IDEAL).with(overrides);
        try {
            return reader.apply(root);
        } catch (IllegalArgumentException e) {
            throw new tessera.traces.check.InputException("machine " + root.file() + ": " + e.getMessage(), e);
        }
    }

    private static ConfigNode entry(ConfigNode root, String key) {
        return ((ConfigNode.Mapping) root.value()).entries().get(key);
    }

    /** A machine with the core of one and the given parts; an {@link IllegalArgumentException} if they do not go together. */
    public static SpAttenParams assemble(
            SpAttenParams core, SoftmaxParams softmax, TopKParams topK, FetchParams fetch, MachineMemory memory) {
        return new SpAttenParams(
                core.name(),
                core.clockHz(),
                core.multiplierCount(),
                core.multiplierBits(),
                core.elementBits(),
                core.maxHeadDim(),
                core.maxVectorsPerCycle(),
                core.dotProductLatencyCycles(),
                core.probValueLatencyCycles(),
                core.loadsInFlight(),
                core.rowsInFlight(),
                core.startUpCycles(),
                core.keySramBytes(),
                core.valueSramBytes(),
                softmax,
                topK,
                fetch,
                memory);
    }

    /**
     * The numbers of the core that may be overridden one by one, so that a variant needs no reading at all.
     * {@code element_bits} is not among them.
     */
    public enum CoreNumber {
        CLOCK,
        MULTIPLIER_COUNT,
        MULTIPLIER_BITS,
        MAX_HEAD_DIM,
        MAX_VECTORS_PER_CYCLE,
        DOT_PRODUCT_LATENCY_CYCLES,
        PROB_VALUE_LATENCY_CYCLES,
        LOADS_IN_FLIGHT,
        ROWS_IN_FLIGHT,
        START_UP_CYCLES,
        KEY_SRAM,
        VALUE_SRAM;

        /** Key in the machine file. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether a key is one of them. */
        public static boolean has(String key) {
            return Arrays.stream(values()).anyMatch(number -> number.key().equals(key));
        }
    }

    /** The core's numbers, by {@link CoreNumber#ordinal}. */
    public static long[] numbers(SpAttenParams core) {
        return new long[] {
            core.clockHz(),
            core.multiplierCount(),
            core.multiplierBits(),
            core.maxHeadDim(),
            core.maxVectorsPerCycle(),
            core.dotProductLatencyCycles(),
            core.probValueLatencyCycles(),
            core.loadsInFlight(),
            core.rowsInFlight(),
            core.startUpCycles(),
            core.keySramBytes(),
            core.valueSramBytes()
        };
    }

    /** What one number of the core comes out as with a value; an input error if it is out of the range of the file format. */
    public long number(CoreNumber number, String value) {
        return read(List.of(number.key() + "=" + value), root -> SpAttenReader.number(root, number));
    }

    /** A core of these {@link #numbers}, otherwise as {@code like}; an {@link IllegalArgumentException} as the record's. */
    public static SpAttenParams core(
            SpAttenParams like,
            long[] numbers,
            SoftmaxParams softmax,
            TopKParams topK,
            FetchParams fetch,
            MachineMemory memory) {
        return new SpAttenParams(
                like.name(),
                numbers[CoreNumber.CLOCK.ordinal()],
                (int) numbers[CoreNumber.MULTIPLIER_COUNT.ordinal()],
                (int) numbers[CoreNumber.MULTIPLIER_BITS.ordinal()],
                like.elementBits(),
                (int) numbers[CoreNumber.MAX_HEAD_DIM.ordinal()],
                (int) numbers[CoreNumber.MAX_VECTORS_PER_CYCLE.ordinal()],
                (int) numbers[CoreNumber.DOT_PRODUCT_LATENCY_CYCLES.ordinal()],
                (int) numbers[CoreNumber.PROB_VALUE_LATENCY_CYCLES.ordinal()],
                (int) numbers[CoreNumber.LOADS_IN_FLIGHT.ordinal()],
                (int) numbers[CoreNumber.ROWS_IN_FLIGHT.ordinal()],
                (int) numbers[CoreNumber.START_UP_CYCLES.ordinal()],
                numbers[CoreNumber.KEY_SRAM.ordinal()],
                numbers[CoreNumber.VALUE_SRAM.ordinal()],
                softmax,
                topK,
                fetch,
                memory);
    }
}
