package tessera.sim.attend;

import tessera.models.gpu.GpuParams;
import tessera.models.gpu.LaunchTotals;
import tessera.sim.gpu.CopyPasses;

/** One kernel of a plan, counted once, for any GPU of one architecture. */
interface PlannedKernel {
    /** What its CTAs add up to on a GPU; an {@link tessera.traces.check.InputException} where its tiles do not fit. */
    LaunchTotals totals(GpuParams gpu);

    /** Pairs of queries and keys. */
    long attendedPairs();

    /** Work in front of it and behind that belongs to it. */
    Beside beside(LaunchTotals totals);

    /**
     * Copies and merges.
     *
     * @param us their time
     * @param hbmBytes of that, what goes over the HBM
     */
    record Beside(double us, double hbmBytes) {
        static final Beside NONE = new Beside(0, 0);
    }

    /** A launch that is the same on every GPU; does not hold on to its CTAs. */
    static PlannedKernel of(LaunchTotals launch, boolean isCopying) {
        return new PlannedKernel() {
            @Override
            public LaunchTotals totals(GpuParams gpu) {
                return launch.on(gpu);
            }

            @Override
            public long attendedPairs() {
                return launch.attendedPairs();
            }

            @Override
            public Beside beside(LaunchTotals totals) {
                if (!isCopying) {
                    return Beside.NONE;
                }
                CopyPasses copies = CopyPasses.around(totals.launch());
                return new Beside(copies.totalUs(), copies.hbmBytes());
            }
        };
    }
}
