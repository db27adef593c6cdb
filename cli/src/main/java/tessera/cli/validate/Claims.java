package tessera.cli.validate;

import java.util.List;

/** Every published figure that we set ours beside. Adding a group: one class that measures it, one line here. */
public final class Claims {
    public static final List<ClaimGroup> ALL = List.of(
            new ClaimGroup(
                    "spatten-throughput", "SpAtten: throughput, roofline, end to end", SpattenThroughput::measure),
            new ClaimGroup("spatten-top-k", "SpAtten: figure 19, top-k lanes and buffer size", SpattenSweeps::measure),
            new ClaimGroup("spatten-ladder", "SpAtten: figure 20, the ladder of techniques", SpattenLadder::measure),
            new ClaimGroup("spatten-chip", "SpAtten: area and power, figure 13 and table II", SpattenChip::measure),
            new ClaimGroup(
                    "gna-end-to-end", "GNA: end-to-end speedups of FLUX and Cosmos on a B200", GnaEndToEnd::measure),
            new ClaimGroup("gpu-dense", "Dense kernels on an H100: TFLOP/s by length", DenseKernels::measure),
            new ClaimGroup(
                    "methods", "Sparse attention methods: masks, selection costs, schedules", MethodClaims::measure));

    private Claims() {}

    public static List<String> names() {
        return ALL.stream().map(ClaimGroup::name).toList();
    }
}
