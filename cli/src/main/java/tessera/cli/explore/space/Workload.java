package tessera.cli.explore.space;

import tessera.models.plan.Phase;

/**
 * One thing that every design has to do.
 *
 * @param trace a trace file or {@code sample:NAME}
 * @param weight of its figures in the weighted sum, above 0
 */
public record Workload(String trace, Phase phase, double weight) {}
