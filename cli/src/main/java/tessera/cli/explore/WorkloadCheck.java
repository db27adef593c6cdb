package tessera.cli.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.cli.explore.space.Workload.Kind;
import tessera.models.layer.LayerModel;
import tessera.models.pattern.CascadeCounts;
import tessera.traces.check.InputException;

/** Refuses what a SpAtten-style machine cannot do with a workload, with the line, before the first point. */
final class WorkloadCheck {
    private WorkloadCheck() {}

    /** Kinds of workload that do not go together with pattern, phase or parameters. */
    static void kinds(Space space) {
        for (int i = 0; i < space.workloads().size(); i++) {
            Workload workload = space.workloads().get(i);
            String place = space.place("workload " + i) + ": workload " + workload.trace();
            if (workload.trace().startsWith(LayerModel.PREFIX)) {
                throw new InputException(place + ": whole models are for GPUs; give the shape of its attention, such as"
                        + " layout:512,layers=12,heads=12,head_dim=64, or take a machine of kind gpu");
            }
            if (workload.kind() == Kind.SHAPE && !CascadeCounts.isKnown(space.pattern())) {
                throw new InputException(place + ": pattern " + space.pattern()
                        + " needs the values of a trace; take one (tessera list traces), or pattern dense or"
                        + " spatten-cascade");
            }
            if (workload.kind() == Kind.ROWS) {
                rows(space, workload, place);
            }
        }
    }

    private static void rows(Space space, Workload workload, String place) {
        if (workload.phase().isPresent()) {
            throw new InputException(place + ": phase needs a trace or a shape; the rows of a workload file are pruned"
                    + " already and each fetches its own keys and values; leave phase out");
        }
        for (Parameter parameter : space.grid().parameters()) {
            if (!DesignMachines.isMachine(parameter.target())) {
                throw new InputException(space.place("parameter " + parameter.name()) + ": parameter "
                        + parameter.name() + ": the rows of workload " + workload.trace()
                        + " are pruned already, so no pattern can be varied; leave the parameter or the workload out");
            }
        }
        boolean isAlone = space.workloads().stream().allMatch(other -> other.kind() == Kind.ROWS);
        if (isAlone && space.isGiven("pattern")) {
            throw new InputException(
                    space.place("pattern") + ": the rows of all workloads are pruned already; leave the pattern out");
        }
    }

    /** Figures that are asked for and that some workload cannot give. */
    static void figures(Space space, List<DesignWorkload> workloads) {
        Map<String, String> missing = new LinkedHashMap<>();
        for (String figure : List.of("tensor_cycles", "softmax_cycles")) {
            missing.put(figure, "only GPUs have it; take compute_cycles");
        }
        for (String figure : List.of("top_k_transistors", "rtl_transistors")) {
            missing.put(
                    figure,
                    "it is counted for the rtl_points designs at the end alone, too late to choose by; take"
                            + " top_k_area_mm2 or area_mm2");
        }
        for (DesignWorkload workload : workloads) {
            workload.missing().forEach(missing::putIfAbsent);
        }
        DesignCheck.figures(space, missing);
    }

    /** A pattern that can be planned on a workload at no point: of the first, the middle and the last one. */
    static void plans(Space space, List<DesignWorkload> workloads) {
        if (CascadeCounts.isKnown(space.pattern())) {
            return;
        }
        for (int i = 0; i < workloads.size(); i++) {
            Optional<InputException> refusal = refusal(space, workloads.get(i));
            if (refusal.isPresent()) {
                throw refusal.get()
                        .at(space.place("pattern") + ": on "
                                + space.workloads().get(i).trace());
            }
        }
    }

    private static Optional<InputException> refusal(Space space, DesignWorkload workload) {
        Optional<InputException> first = Optional.empty();
        long size = space.grid().size();
        for (long point : LongStream.of(0, size / 2, size - 1).distinct().toArray()) {
            try {
                workload.profile(new Choice(space.grid(), point));
                return Optional.empty();
            } catch (InputException e) {
                first = Optional.of(first.orElse(e));
            }
        }
        return first;
    }
}
