package tessera.cli.validate;

import java.util.ArrayList;
import java.util.List;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.models.spatten.Flops;
import tessera.models.spatten.PromptShape;
import tessera.models.spatten.ReleasedSetting;
import tessera.models.spatten.WorkloadWork;
import tessera.sim.spatten.ShapeRun;
import tessera.sim.spatten.SpAttenRun;
import tessera.sim.stat.Timeline;
import tessera.traces.workload.SpattenWorkload;

/** Runs that several groups of SpAtten claims are made of. */
final class SpattenMeasure {
    static final String PAPER = "Wang, Zhang, Han, HPCA 2021, arXiv 2012.09852 v3";
    static final String FULL = "spatten-hpca21";
    static final String EIGHTH = "spatten-1-8";

    /** Generated tokens that stand for all 32: from the second on they are alike. */
    static final int SOME_ITERATIONS = 3;

    private SpattenMeasure() {}

    static SpAttenParams machine(String name, String... overrides) {
        return Machines.load(name, new ArrayList<>(List.of(overrides))).spAtten();
    }

    /** A run with its operations. */
    record Measured(SpAttenRun run, Flops flops) {
        double seconds() {
            return run.cycles() / (double) run.machine().clockHz();
        }

        double executedTflops() {
            return flops.executed() / seconds() / 1e12;
        }

        double denseTflops() {
            return flops.dense() / seconds() / 1e12;
        }
    }

    static Measured decode(ReleasedSetting setting, int iterations, SpAttenParams machine, long seed) {
        SpattenWorkload workload = setting.workload(iterations, seed);
        SpAttenRun run = SpAttenRun.of(machine, WorkloadWork.of(workload, machine, seed));
        return new Measured(run, Flops.of(workload, run.work()));
    }

    static ShapeRun bert(int tokens, String pattern, SpAttenParams machine, long seed, String... overrides) {
        PromptShape shape = PromptShape.of(tokens, 12, 12, 64, 1, false);
        return ShapeRun.of(
                shape,
                CascadeCounts.of(pattern, List.of(overrides), Phase.PREFILL),
                machine,
                Phase.PREFILL,
                seed,
                Timeline.NONE);
    }

    static double tflops(long flops, long cycles, SpAttenParams machine) {
        return flops / (cycles / (double) machine.clockHz()) / 1e12;
    }
}
