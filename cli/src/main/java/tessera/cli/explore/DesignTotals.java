package tessera.cli.explore;

import tessera.models.machine.SpAttenParams;

/** Adds up what the workloads of a space cost on one design, each with its weight, and gives the figures in their order. */
final class DesignTotals {
    private static final double US = 1e6;
    private static final double PJ = 1e-12;
    private static final double TERA = 1e-12;

    private double weights;
    private double cycles;
    private double denseCycles;
    private double energyPj;
    private double dramBytes;
    private double flops;
    private double outputError;
    private double keptMass;
    private double attendedShare;
    private double memoryCycles;
    private double computeCycles;
    private double topKCycles;

    /** One workload's cost. */
    record Cost(double cycles, double denseCycles, double energyPj, double dramBytes) {}

    /** What of a workload is the same at every level. */
    record Work(
            double executedFlops,
            double outputError,
            double keptMass,
            double attendedShare,
            double memoryCycles,
            double computeCycles,
            double topKCycles) {}

    void add(double weight, Cost cost, Work work) {
        weights += weight;
        cycles += weight * cost.cycles;
        denseCycles += weight * cost.denseCycles;
        energyPj += weight * cost.energyPj;
        dramBytes += weight * cost.dramBytes;
        flops += weight * work.executedFlops;
        outputError += weight * work.outputError;
        keptMass += weight * work.keptMass;
        attendedShare += weight * work.attendedShare;
        memoryCycles += weight * work.memoryCycles;
        computeCycles += weight * work.computeCycles;
        topKCycles += weight * work.topKCycles;
    }

    /** In the order of {@link DesignModels#FIGURES}. */
    double[] figures(SpAttenParams machine, DesignMachines.Area area, double topKTransistors, double rtlTransistors) {
        double seconds = cycles / machine.clockHz();
        return new double[] {
            cycles,
            seconds * US,
            energyPj,
            area.mm2(),
            dramBytes,
            machine.keySramBytes() + machine.valueSramBytes(),
            outputError / weights,
            keptMass / weights,
            denseCycles / cycles,
            flops / seconds * TERA,
            energyPj * PJ / seconds,
            memoryCycles,
            computeCycles,
            topKCycles,
            area.topKMm2(),
            topKTransistors,
            rtlTransistors,
            attendedShare / weights
        };
    }
}
