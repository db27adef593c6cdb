package tessera.cli.explore;

import java.util.Arrays;
import java.util.List;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.space.Space;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuVariants;
import tessera.models.machine.Machines;

/** The GPUs of a space's points. Every value of a parameter is read once; a point then copies twenty numbers. Thread-safe. */
final class GpuMachines {
    private static final String KIND = "gpu";

    private final GpuParams base;
    /** {@code [parameter][value]}: the base with that value alone; no values for targets that are no GPU's. */
    private final GpuParams[][] alone;
    /** Position of each parameter's key in {@link GpuVariants#KEYS}. */
    private final int[] keys;

    private final boolean isFixed;

    /** Reads all values; an {@link tessera.traces.check.InputException} for the first that is wrong. */
    GpuMachines(Space space) {
        this.base = read(space, List.of());
        List<Parameter> parameters = space.grid().parameters();
        this.alone = new GpuParams[parameters.size()][0];
        this.keys = new int[parameters.size()];
        boolean fixed = true;
        for (int i = 0; i < alone.length; i++) {
            Parameter parameter = parameters.get(i);
            if (isMachine(parameter.target())) {
                alone[i] = DesignCheck.at(space, parameter, () -> read(space, parameter));
                keys[i] = GpuVariants.KEYS.indexOf(parameter.target());
                fixed = false;
            }
        }
        this.isFixed = fixed;
    }

    static boolean isMachine(String target) {
        return !target.startsWith(DesignMachines.PATTERN) && !target.startsWith(KernelTargets.PREFIX);
    }

    private static GpuParams[] read(Space space, Parameter parameter) {
        return parameter.values().stream()
                .map(value -> read(space, List.of(parameter.target() + "=" + value)))
                .toArray(GpuParams[]::new);
    }

    private static GpuParams read(Space space, List<String> overrides) {
        return Machines.load(space.machine(), overrides).as(GpuParams.class, KIND);
    }

    /** The GPU that every design starts from. */
    GpuParams base() {
        return base;
    }

    /** The GPU of a design. */
    GpuParams gpu(Choice choice) {
        if (isFixed) {
            return base;
        }
        GpuParams[] from = new GpuParams[GpuVariants.KEYS.size()];
        Arrays.fill(from, base);
        for (int i = 0; i < alone.length; i++) {
            if (alone[i].length > 0 && choice.counts(i)) {
                from[keys[i]] = alone[i][choice.value(i)];
            }
        }
        return GpuVariants.assemble(base.name(), from);
    }
}
