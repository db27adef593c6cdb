package tessera.cli.explore;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tessera.cli.bound.BoundQuestion;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.cost.PlanTiles;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuVariants.Family;
import tessera.models.layer.LayerModel;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.Phase;
import tessera.models.quality.Quality;
import tessera.models.quality.QualityMeter;
import tessera.sim.attend.KernelChoice;
import tessera.sim.attend.PlanBound;
import tessera.traces.check.InputException;
import tessera.traces.trace.TraceFiles;

/**
 * One workload of a space under all the patterns and kernels that its points may choose. A plan, its quality and its tiles are
 * made once per choice, as {@code tessera bound} makes them. Thread-safe.
 */
final class GpuWorkload {
    /** Of the patterns' random choices: not the sampler's, so that a point costs the same in every study. */
    private static final long SEED = 1;

    /** Plans with their masks kept for the tile simulator while there is memory. */
    private static final int MOST_PLANS = 8;

    /** Pairs of query and key from which on a plan may take hundreds of megabytes. */
    private static final double LONG = 1L << 30;

    /** Held while a long one is made: one at a time. */
    private static final Object LONG_PLANS = new Object();

    private final Workload workload;
    private final PatternDescription pattern;
    private final PlanInput input;
    private final Phase phase;
    private final boolean isKernelChosen;
    private final ParameterGroup<Planned> planned;
    private final Map<List<String>, SoftReference<Plan>> plans;

    /** Reads the trace or shape. */
    GpuWorkload(Space space, Workload workload, PatternDescription pattern) {
        this(space, workload, pattern, input(workload), new LinkedHashMap<>(16, 0.75f, true));
    }

    private GpuWorkload(
            Space space,
            Workload workload,
            PatternDescription pattern,
            PlanInput read,
            Map<List<String>, SoftReference<Plan>> plans) {
        this.workload = workload;
        this.pattern = pattern;
        this.phase = workload.phase().orElse(pattern.catalogue().phases().get(0));
        this.input = BoundQuestion.asked(read, phase);
        this.isKernelChosen = space.grid().parameters().stream()
                .anyMatch(parameter -> parameter.target().startsWith(KernelTargets.PREFIX));
        this.plans = plans;
        this.planned = new ParameterGroup<>(space.grid(), target -> !GpuMachines.isMachine(target), Planned::new);
    }

    private static PlanInput input(Workload workload) {
        if (workload.kind() == Workload.Kind.TRACE) {
            return PlanInput.of(TraceFiles.open(workload.trace()));
        }
        return PlanInput.of(
                workload.trace().startsWith(LayerModel.PREFIX)
                        ? LayerModel.parse(workload.trace()).shape()
                        : AttentionShape.parse(workload.trace()));
    }

    /** The same workload under the parameters of another space; the trace and its plans are shared. */
    GpuWorkload over(Space other) {
        return new GpuWorkload(other, workload, pattern, input, plans);
    }

    /** The workload under one setting of pattern and kernel. */
    final class Planned {
        private final List<String> assignments;
        private final Map<Family, Supplier<Bound>> bounds = new ConcurrentHashMap<>();

        Planned(List<String> assignments) {
            this.assignments = List.copyOf(assignments);
        }

        /** Its kernels in closed form for GPUs of a family; an {@link InputException} if it cannot be planned there. */
        Bound bound(Family family, GpuParams gpu) {
            Supplier<Bound> known = bounds.get(family);
            if (known == null) {
                known = make(family, gpu);
                bounds.put(family, known);
            }
            return known.get();
        }

        private synchronized Supplier<Bound> make(Family family, GpuParams gpu) {
            Supplier<Bound> known = bounds.get(family);
            if (known != null) {
                return known;
            }
            try {
                Plan plan = plan();
                synchronized (plan) {
                    Bound bound = new Bound(PlanBound.of(family.roomiest(gpu), plan.tiles(), choice()), plan.quality());
                    return () -> bound;
                }
            } catch (InputException | IllegalArgumentException e) {
                return () -> {
                    throw new InputException(e.getMessage(), e);
                };
            }
        }

        KernelChoice choice() {
            return KernelTargets.choice("gpu", assignments, isKernelChosen);
        }

        /** With its masks, for the simulator; not thread-safe: whoever uses it holds its lock. */
        Plan plan() {
            List<String> overrides = assignments.stream()
                    .filter(assignment -> assignment.startsWith(DesignMachines.PATTERN))
                    .map(assignment -> assignment.substring(DesignMachines.PATTERN.length()))
                    .toList();
            Plan known = known(overrides);
            if (known == null && pairs() > LONG) {
                synchronized (LONG_PLANS) {
                    known = known(overrides);
                    return known == null ? planned(overrides) : known;
                }
            }
            return known == null ? planned(overrides) : known;
        }
    }

    private double pairs() {
        return (double) input.shape().queryCount() * input.shape().keyCount();
    }

    /** Null if it was never made, or is no longer kept. */
    private Plan known(List<String> overrides) {
        synchronized (plans) {
            SoftReference<Plan> kept = plans.get(overrides);
            return kept == null ? null : kept.get();
        }
    }

    private Plan planned(List<String> overrides) {
        QualityMeter meter = new QualityMeter(input, BoundQuestion.QUALITY_ROWS);
        PlanTiles tiles = new PlanTiles(
                input.shape(), pattern.make(withDefaults(pattern, overrides)).plan(input, phase, meter));
        Plan made = new Plan(tiles, meter.quality());
        synchronized (plans) {
            plans.put(overrides, new SoftReference<>(made));
            if (plans.size() > MOST_PLANS) {
                plans.remove(plans.keySet().iterator().next());
            }
        }
        return made;
    }

    /** A plan with its masks, and what it gives up. */
    record Plan(PlanTiles tiles, Quality quality) {}

    /** A plan's kernels in closed form, and what it gives up. */
    record Bound(PlanBound kernels, Quality quality) {}

    /** What {@code tessera bound} sets for one pattern, unless the space does. */
    static List<String> withDefaults(PatternDescription pattern, List<String> overrides) {
        List<String> all = new ArrayList<>(overrides);
        if (pattern.hasParameter("scale")) {
            for (String usual : List.of("scale=1", "budget=authors", "seed=" + SEED)) {
                String key = usual.substring(0, usual.indexOf('=') + 1);
                if (overrides.stream().noneMatch(override -> override.startsWith(key))) {
                    all.add(usual);
                }
            }
        }
        return all;
    }

    /** Plans on the sizes alone, as a check. */
    void planSizes(List<String> overrides) {
        pattern.make(withDefaults(pattern, overrides))
                .plan(PlanInput.of(input.shape()), phase, (layer, head, plan, attended) -> {});
    }

    Planned planned(Choice choice) {
        return planned.of(choice);
    }

    Planned setting(List<String> assignments) {
        return new Planned(assignments);
    }

    double weight() {
        return workload.weight();
    }

    AttentionShape shape() {
        return input.shape();
    }

    boolean hasValues() {
        return input.hasValues();
    }

    Phase phase() {
        return phase;
    }
}
