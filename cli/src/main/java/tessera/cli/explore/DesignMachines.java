package tessera.cli.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Space;
import tessera.models.energy.Action;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.FetchParams;
import tessera.models.machine.MachineMemory;
import tessera.models.machine.SoftmaxParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.SpAttenVariants;
import tessera.models.machine.SpAttenVariants.CoreNumber;
import tessera.models.machine.SpAttenVariants.Part;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.SpAttenArea;
import tessera.models.spatten.SpAttenEnergy;
import tessera.traces.check.InputException;

/**
 * The machines of a space's points. Every part is read once per combination of the parameters that touch it; a point then
 * takes some hundred nanoseconds.
 */
final class DesignMachines {
    static final String PATTERN = "pattern.";

    private static final int MOST_AREAS = 1 << 17;

    private final Grid grid;
    private final SpAttenVariants variants;
    private final ParameterGroup<SpAttenParams> core;
    private final ParameterGroup<SoftmaxParams> softmax;
    private final ParameterGroup<TopKParams> topK;
    private final ParameterGroup<FetchParams> fetch;
    private final ParameterGroup<MachineMemory> memory;
    /** {@code [parameter][value]}: numbers of the core; no values for parameters of other parts. */
    private final long[][] numbers;

    private final CoreNumber[] numberOf;
    private final Map<PriceKey, double[]> prices = new ConcurrentHashMap<>();

    private final Map<AreaKey, Area> areas = new ConcurrentHashMap<>();

    /**
     * Area of a design.
     *
     * @param mm2 of all units
     * @param topKMm2 of the top-k engines alone
     */
    record Area(double mm2, double topKMm2) {}

    /** What decides {@link SpAttenArea}. */
    private record AreaKey(
            int multipliers,
            int bits,
            long keySramBytes,
            long valueSramBytes,
            int softmaxLanes,
            TopKParams topK,
            FetchParams fetch,
            int channels) {}

    /** What decides {@link SpAttenEnergy#table}. */
    private record PriceKey(long memory, long keySramBytes, int multipliers, int bits) {}

    DesignMachines(Space space) {
        this.grid = space.grid();
        this.variants = SpAttenVariants.of(space.machine());
        this.core = new ParameterGroup<>(
                grid, target -> isMachine(target) && Part.CORE.has(target) && !CoreNumber.has(target), variants::core);
        this.softmax = new ParameterGroup<>(grid, Part.SOFTMAX::has, variants::softmax);
        this.topK = new ParameterGroup<>(grid, Part.TOP_K::has, variants::topK);
        this.fetch = new ParameterGroup<>(grid, Part.FETCH::has, variants::fetch);
        this.memory = new ParameterGroup<>(grid, Part.MEMORY::has, variants::memory);
        int parameters = grid.parameters().size();
        this.numbers = new long[parameters][];
        this.numberOf = new CoreNumber[parameters];
        for (int i = 0; i < parameters; i++) {
            String target = grid.parameters().get(i).target();
            for (CoreNumber number : CoreNumber.values()) {
                if (number.key().equals(target)) {
                    numberOf[i] = number;
                    numbers[i] = grid.parameters().get(i).values().stream()
                            .mapToLong(value -> variants.number(number, value))
                            .toArray();
                }
            }
        }
    }

    static boolean isMachine(String target) {
        return !target.startsWith(PATTERN);
    }

    /** The machine of a design; an {@link InputException} if its values do not go together. */
    SpAttenParams machine(Choice choice) {
        SpAttenParams like = core.of(choice);
        long[] values = SpAttenVariants.numbers(like);
        for (int i = 0; i < numberOf.length; i++) {
            if (numberOf[i] != null && choice.counts(i)) {
                values[numberOf[i].ordinal()] = numbers[i][choice.value(i)];
            }
        }
        try {
            return SpAttenVariants.core(
                    like, values, softmax.of(choice), topK.of(choice), fetch.of(choice), memory.of(choice));
        } catch (IllegalArgumentException e) {
            throw new InputException("machine " + like.name() + ": " + e.getMessage(), e);
        }
    }

    /** Energy of every action in pJ, by {@link Action#ordinal}. */
    double[] prices(Choice choice, SpAttenParams machine) {
        PriceKey key = new PriceKey(
                memory.key(choice), machine.keySramBytes(), machine.multiplierCount(), machine.multiplierBits());
        return prices.computeIfAbsent(key, absent -> {
            EnergyTable table = SpAttenEnergy.table(machine);
            return Arrays.stream(Action.values()).mapToDouble(table::energyPj).toArray();
        });
    }

    /** Areas of a machine, known or computed now. */
    Area area(SpAttenParams machine) {
        AreaKey key = new AreaKey(
                machine.multiplierCount(),
                machine.multiplierBits(),
                machine.keySramBytes(),
                machine.valueSramBytes(),
                machine.softmax().lanes(),
                machine.topK(),
                machine.fetch(),
                machine.memory().channelCount());
        Area known = areas.get(key);
        if (known == null) {
            if (areas.size() >= MOST_AREAS) {
                areas.clear();
            }
            known = computeArea(machine);
            areas.put(key, known);
        }
        return known;
    }

    private static Area computeArea(SpAttenParams machine) {
        double topK = 0;
        for (SpAttenArea.Part part : SpAttenArea.of(machine)) {
            topK += part.unit().equals("top_k") ? part.mm2() : 0;
        }
        return new Area(SpAttenArea.totalMm2(machine), topK);
    }

    /** All that the machine is told at a point: {@code key=value}. */
    List<String> overrides(long point) {
        return grid.assignments(point).stream()
                .filter(DesignMachines::isMachine)
                .toList();
    }

    SpAttenVariants variants() {
        return variants;
    }
}
