package tessera.sim.gpu;

import java.util.Locale;
import java.util.stream.Collectors;
import tessera.models.gpu.LaunchPlan;
import tessera.traces.check.InputException;

/** The CTAs of a launch in launch order, with the cycles of each: the query tiles of a head, head after head. */
final class Grid {
    private static final double LONGEST = 1L << 45;

    private final long[] cycles;
    /** CTA of a head → how many from it on, to the end of the head, are alike. */
    private final int[] alike;

    private final long ctaCount;
    private final long totalCycles;

    Grid(LaunchPlan plan, CtaTiming timing, LaunchOrder order) {
        int count = plan.ctasPerHead();
        boolean isPersistent = plan.launch().schedule().isPersistent();
        long start = isPersistent ? 0 : timing.startCycles();
        this.cycles = new long[count];
        this.alike = new int[count];
        long sum = 0;
        for (int cta = 0; cta < count; cta++) {
            int from = order == LaunchOrder.REVERSED ? count - 1 - cta : cta;
            int previous = order == LaunchOrder.REVERSED ? from + 1 : from - 1;
            boolean isAlike = cta > 0
                    && plan.tiles(previous) == plan.tiles(from)
                    && plan.maskedTiles(previous) == plan.maskedTiles(from);
            cycles[cta] = isAlike ? cycles[cta - 1] : start + timing.cycles(plan.tiles(from), plan.maskedTiles(from));
            sum += cycles[cta];
        }
        for (int cta = count - 1; cta >= 0; cta--) {
            alike[cta] = cta + 1 < count && cycles[cta] == cycles[cta + 1] ? alike[cta + 1] + 1 : 1;
        }
        this.ctaCount = plan.ctaCount();
        checkLength(plan, (double) sum * plan.repeats());
        this.totalCycles = sum * plan.repeats();
    }

    /** The slot's finish time and its number share a word. */
    private static void checkLength(LaunchPlan plan, double cycles) {
        if (cycles / plan.slotCount() > LONGEST || cycles > Long.MAX_VALUE / 2.0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s over %s needs %.3g cycles on each SM, expected at most %.3g (hours); leave --gpu out for the tile"
                            + " counts alone, or ask for fewer tokens or heads",
                    plan.launch().kernel().title(),
                    plan.launch().problem().axes().stream()
                            .map(axis -> String.valueOf(axis.length()))
                            .collect(Collectors.joining("x")),
                    cycles / plan.slotCount(),
                    LONGEST));
        }
    }

    long ctaCount() {
        return ctaCount;
    }

    /** Sum over all CTAs. */
    long totalCycles() {
        return totalCycles;
    }

    long cycles(long cta) {
        return cycles[(int) (cta % cycles.length)];
    }

    /** How many CTAs from this one on are sure to be alike: to the end of the grid, or of its head. */
    long alikeFrom(long cta) {
        if (cta >= ctaCount) {
            return 0;
        }
        boolean isAllAlike = alike[0] == cycles.length;
        return isAllAlike ? ctaCount - cta : alike[(int) (cta % cycles.length)];
    }
}
