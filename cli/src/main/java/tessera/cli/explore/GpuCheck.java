package tessera.cli.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuVariants;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.plan.Phase;
import tessera.sim.attend.GpuPlanRun;
import tessera.traces.check.InputException;

/** Refuses a space of GPU designs that is wrong, with the line, before the first point. */
final class GpuCheck {
    /** Patterns whose heads run on one kernel that can be chosen. */
    private static final Set<String> CHOOSING = Set.of("gna", "fna", "dense");
    /** Parameters of the windows, one number per axis. */
    private static final Set<String> PER_AXIS = Set.of("pattern.window", "pattern.stride", "pattern.dilation");

    private static final Set<String> WINDOWED = Set.of("gna", "fna");
    private static final String NO_TABLE = "there is no energy, area or power table for GPUs";
    private static final String NO_TOP_K = "a GPU has no top-k engine; selection is part of latency and memory_cycles";

    private GpuCheck() {}

    /** The workloads of a space whose machine, pattern, parameters and figures are right. */
    static List<GpuWorkload> workloads(Space space) {
        if (space.rtlPoints() > 0) {
            throw new InputException(space.place("funnel")
                    + ": rtl_points: a GPU has no generated Verilog; leave it out or set it to 0");
        }
        PatternDescription pattern = pattern(space);
        List<GpuWorkload> workloads = new ArrayList<>();
        for (int i = 0; i < space.workloads().size(); i++) {
            workloads.add(workload(space, pattern, i));
        }
        DesignCheck.figures(space, missing(workloads));
        parameters(space, workloads);
        return workloads;
    }

    private static PatternDescription pattern(Space space) {
        try {
            return Patterns.load(space.pattern());
        } catch (InputException e) {
            throw e.at(space.place("pattern"));
        }
    }

    private static GpuWorkload workload(Space space, PatternDescription pattern, int index) {
        Workload workload = space.workloads().get(index);
        String place = space.place("workload " + index);
        if (workload.kind() == Workload.Kind.ROWS) {
            throw new InputException(place + ": " + workload.trace()
                    + " holds rows that a SpAtten machine executes; a GPU" + " takes a trace, layout:… or model:…");
        }
        try {
            GpuWorkload read = new GpuWorkload(space, workload, pattern);
            if (WINDOWED.contains(pattern.name())) {
                read.planSizes(List.of());
            }
            return read;
        } catch (InputException e) {
            throw e.at(place);
        }
    }

    /** Figures that no level can compute, with the reason. */
    private static Map<String, String> missing(List<GpuWorkload> workloads) {
        Map<String, String> missing = new LinkedHashMap<>();
        for (String figure : List.of("energy_pj", "area_mm2", "power_w")) {
            missing.put(figure, NO_TABLE);
        }
        missing.put("sram_bytes", "a GPU's shared memory is a parameter (shared_memory), not a figure");
        for (String figure : List.of("top_k_cycles", "top_k_area_mm2", "top_k_transistors", "rtl_transistors")) {
            missing.put(figure, NO_TOP_K);
        }
        workloads.stream().filter(workload -> !workload.hasValues()).findFirst().ifPresent(shape -> {
            for (String figure : List.of("output_error", "kept_mass")) {
                missing.put(
                        figure,
                        "workload " + shape.shape().name()
                                + " is a shape without values; use attended_share, or a trace");
            }
        });
        return missing;
    }

    /** Every value of every parameter alone. */
    static void parameters(Space space, List<GpuWorkload> workloads) {
        PatternDescription pattern = pattern(space);
        boolean hasKernel = false;
        for (Parameter parameter : space.grid().parameters()) {
            String target = parameter.target();
            for (String value : parameter.values()) {
                DesignCheck.at(space, parameter, () -> {
                    if (target.startsWith(DesignMachines.PATTERN)) {
                        patternValue(space, parameter, pattern, value, workloads);
                    } else if (target.startsWith(KernelTargets.PREFIX)) {
                        kernelValue(target, value, pattern, workloads);
                    } else {
                        machineKey(target);
                    }
                    return value;
                });
                axes(space, parameter, value, workloads);
            }
            hasKernel |= target.startsWith(KernelTargets.PREFIX);
        }
        if (hasKernel) {
            tilesInPairs(space);
        }
    }

    /** Name, kind and what has no value of its own are refused where the machine is read. */
    private static void machineKey(String target) {
        if (target.equals("name") || target.equals("kind")) {
            throw new InputException(
                    "cannot set " + target + ": expected one of " + String.join(", ", GpuVariants.KEYS));
        }
    }

    private static void kernelValue(
            String target, String value, PatternDescription pattern, List<GpuWorkload> workloads) {
        KernelTargets.check(target, value);
        boolean isServed = CHOOSING.contains(pattern.name())
                && workloads.stream().allMatch(workload -> workload.phase() == Phase.PREFILL && !workload.hasValues());
        if (!isServed) {
            throw new InputException(
                    target + " is for the patterns gna, fna and dense, in prefill, on layout:… or model:…;"
                            + " elsewhere the kernel follows from the plan (docs/patterns.md)");
        }
    }

    private static void tilesInPairs(Space space) {
        List<Parameter> tiles = space.grid().parameters().stream()
                .filter(parameter -> parameter.target().matches("kernel[.](query|kv)_tile"))
                .toList();
        if (tiles.stream().map(Parameter::target).distinct().count() == 1) {
            DesignCheck.at(space, tiles.get(0), () -> {
                throw new InputException("expected both kernel.query_tile and kernel.kv_tile as parameters, or neither"
                        + " (then the kernel's default tiles are taken)");
            });
        }
    }

    /** The value alone; numbers may be wrong only together with others. */
    private static void patternValue(
            Space space, Parameter parameter, PatternDescription pattern, String value, List<GpuWorkload> workloads) {
        List<String> overrides = new ArrayList<>();
        for (Parameter.Condition on = parameter.condition(); on != null; ) {
            Parameter other = space.grid().parameters().get(on.parameter());
            if (other.target().startsWith(DesignMachines.PATTERN)) {
                overrides.add(assignment(other, on.values().get(0)));
            }
            on = other.condition();
        }
        overrides.add(parameter.target().substring(DesignMachines.PATTERN.length()) + "=" + value);
        pattern.parameters(
                overrides.stream().map(set -> DesignMachines.PATTERN + set).toList());
        try {
            pattern.make(GpuWorkload.withDefaults(pattern, overrides));
            if (WINDOWED.contains(pattern.name())) {
                workloads.forEach(workload -> workload.planSizes(overrides));
            }
        } catch (InputException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
        }
    }

    private static String assignment(Parameter parameter, int value) {
        return parameter.target().substring(DesignMachines.PATTERN.length()) + "="
                + parameter.values().get(value);
    }

    /** A window of two axes fits no layout of three, whatever else is chosen. */
    private static void axes(Space space, Parameter parameter, String value, List<GpuWorkload> workloads) {
        boolean hasCausal = space.grid().parameters().stream()
                .anyMatch(other -> other.target().equals("pattern.causal"));
        if (!WINDOWED.contains(space.pattern())
                || hasCausal
                || !PER_AXIS.contains(parameter.target())
                || !value.matches("[0-9]+(x[0-9]+)+")) {
            return;
        }
        int axes = value.split("x", -1).length;
        for (GpuWorkload workload : workloads) {
            int there =
                    workload.shape().isCausal() ? 1 : workload.shape().layout().size();
            if (axes != there) {
                DesignCheck.at(space, parameter, () -> {
                    throw new InputException("value " + value + " is for " + axes + " axes, workload "
                            + workload.shape().name() + " has " + there + " ("
                            + workload.shape().layout()
                            + (workload.shape().isCausal() ? ", causal, so a run of tokens" : "") + ")");
                });
            }
        }
    }

    /** Plans the first point's pattern on each workload: a pattern that cannot serve it at all is refused. */
    static void first(Space space, List<GpuWorkload> workloads, GpuParams gpu) {
        List<String> assignments = space.grid().assignments(0).stream()
                .filter(assignment -> assignment.startsWith(DesignMachines.PATTERN))
                .toList();
        for (int i = 0; i < workloads.size(); i++) {
            GpuWorkload workload = workloads.get(i);
            String place = space.place("workload " + i);
            if (!GpuPlanRun.serves(gpu, workload.shape().headDim())) {
                throw new InputException(place + ": no simulated kernel of " + gpu.name() + " has vectors of "
                        + workload.shape().headDim() + "; tessera bound gives a roofline for them");
            }
            try {
                workload.setting(assignments).plan();
            } catch (InputException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw e.at(place);
                }
            }
        }
    }
}
