package tessera.sim.attend;

import java.util.List;
import java.util.PriorityQueue;
import tessera.models.cost.Costs;

/**
 * Runs the CTAs of every layer in launch order on the slots of a GPU: each starts where a slot falls free first, and takes its
 * time and a start of its own. Layers follow one another. Selection, side work and launches are added as the costs say.
 */
public final class CtaSchedule {
    /** From a CTA's launch to its first product: two loads from HBM behind each other. Assumption. */
    private static final double START_US = 1.2;

    private CtaSchedule() {}

    /** Time of the plan, in microseconds; in decode, which fills the GPU by splitting keys, the closed form's. */
    public static double planUs(Costs costs, int slots, double denseShare) {
        if (costs.ctaUs().isEmpty()) {
            return costs.last().us();
        }
        double dense =
                denseShare * costs.ctaUs().size() * elapsed(costs.denseCtaUs().get(0), slots);
        return (1 - denseShare) * layers(costs.ctaUs(), slots) + dense + costs.fixedUs();
    }

    /** Time of dense attention, in microseconds. */
    public static double denseUs(Costs costs, int slots) {
        if (costs.denseCtaUs().isEmpty()) {
            return costs.last().denseUs();
        }
        return costs.ctaUs().size() * elapsed(costs.denseCtaUs().get(0), slots) + costs.denseFixedUs();
    }

    private static double layers(List<double[]> layers, int slots) {
        return layers.stream().mapToDouble(layer -> elapsed(layer, slots)).sum();
    }

    /** From the first CTA's start to the last one's end. */
    private static double elapsed(double[] ctas, int slots) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        double end = 0;
        for (double cta : ctas) {
            double start = free.size() < slots ? 0 : free.remove();
            double done = start + cta + START_US;
            free.add(done);
            end = Math.max(end, done);
        }
        return end;
    }
}
