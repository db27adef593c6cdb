package tessera.sim.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.models.spatten.PromptShape;
import tessera.models.spatten.WorkloadWork;
import tessera.sim.stat.Timeline;
import tessera.traces.workload.WorkloadFiles;

/**
 * Shapes and files of rows through the recorded form against what the makers of work that it took the place of gave, machine
 * by machine: the figures of {@code tessera simulate} at commit d50e2f4.
 */
class RecordedRunTest {
    // Shape, machine with its settings, pattern with its settings, phase, seed; rows, cycles, bounds, bursts.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layout:96,layers=3,heads=4,head_dim=32 | spatten-hpca21 | spatten-cascade | PREFILL | 1"
                        + " | 784 9182 9012 174600 2000",
                "layout:96,layers=3,heads=4,head_dim=32,causal=yes | spatten-hpca21 top_k.engine=radix"
                        + " | spatten-cascade prefill_value_keep=0.5 | PREFILL | 5 | 784 15229 10938 180946 1994",
                "layout:96,layers=3,heads=4,head_dim=32,new_tokens=6 | spatten-hpca21 | spatten-cascade | DECODE | 7"
                        + " | 60 3206 2909 242792 6654",
                "layout:96,layers=3,heads=4,head_dim=40,new_tokens=6 | spatten-1-8 dram.preset=hbm3 | dense | DECODE | 1"
                        + " | 72 15043 8450 845405 26928",
                "layout:96,layers=3,heads=4,head_dim=32,new_tokens=6 | spatten-hpca21 dram.preset=ideal top_k.lanes=4"
                        + " | spatten-cascade token_average_keep=0.8 | DECODE | 1 | 60 7201 7093 249303 7099",
            })
    void shapesTakeAsLongAsBefore(
            String shape, String machine, String pattern, Phase phase, long seed, String expected) {
        List<String> patternWords = List.of(pattern.split(" "));
        ShapeRun run = ShapeRun.of(
                PromptShape.parse(shape),
                CascadeCounts.of(patternWords.get(0), patternWords.subList(1, patternWords.size()), phase),
                machine(machine),
                phase,
                seed,
                Timeline.NONE);
        assertEquals(
                expected,
                run.rows() + " " + run.cycles() + " " + run.lowerBoundCycles() + " " + run.serialCycles() + " "
                        + run.dramRequests());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spatten-hpca21 | 61338 60846 14011576 444425",
                "spatten-1-8 multiplier_bits=16 top_k.engine=radix dram.preset=d3-hbm2-a | 260548 224210 5504566 224178",
            })
    void rowsTakeAsLongAsBefore(String machine, String expected) {
        SpAttenParams params = machine(machine);
        SpAttenRun run = SpAttenRun.of(
                params, WorkloadWork.of(WorkloadFiles.open("sample:decode-cascade-480"), params, 1), Timeline.NONE);
        assertEquals(
                expected,
                run.cycles() + " " + run.bounds().lowerBoundCycles() + " "
                        + run.bounds().serialCycles() + " " + run.dramRequests());
    }

    private static SpAttenParams machine(String words) {
        List<String> split = List.of(words.split(" "));
        return Machines.load(split.get(0), split.subList(1, split.size())).spAtten();
    }
}
