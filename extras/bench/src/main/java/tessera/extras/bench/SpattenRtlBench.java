package tessera.extras.bench;

import java.util.List;
import java.util.SplittableRandom;
import tessera.cli.bench.BenchmarkResult;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.spatten.rtl.RtlRun;
import tessera.traces.workload.SpattenWorkload;

/**
 * The cycle-exact model of SpAtten's released RTL on a generated decode workload of a 12-layer, 12-head model: 32 tokens,
 * 4,608 rows of 6 bits, keys pruned from layer to layer, one row in fourteen refetched. The first run counts as a run of the
 * command would: just-in-time compilation included. (The RTL itself, under Verilator: 6 to 31 thousand cycles a second.)
 */
public final class SpattenRtlBench {
    private static final String MACHINE = "spatten-rtl";
    private static final long SEED = 1;
    private static final int WARM_ROUNDS = 4;
    private static final int TOKENS = 32;
    private static final int HEADS = 12;
    /** Keys kept in each layer, of 1,000: the cascade's steps. */
    private static final int[] KEPT_PER_MILLE = {1000, 1000, 928, 928, 721, 721, 721, 205, 205, 103, 103, 103};

    private static final int PROMPT_TOKENS = 992;
    private static final int VALUES_PER_KEYS = 5;
    private static final int ROWS_PER_REFETCH = 14;
    private static final double NANOS_PER_SECOND = 1e9;

    private SpattenRtlBench() {}

    /** Seconds of the first run, and cycles a second of the best warm one. */
    public static List<BenchmarkResult> measure() {
        SpAttenRtlParams params = Machines.load(MACHINE, List.of()).as(SpAttenRtlParams.class, MACHINE);
        SpattenWorkload workload = workload();
        double first = seconds(params, workload);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < WARM_ROUNDS; round++) {
            best = Math.min(best, seconds(params, workload));
        }
        long cycles = RtlRun.of(params, workload, SEED).result().cycles();
        return List.of(
                new BenchmarkResult("spatten-rtl, 4,608 rows of 6 bits, first run", first, "s", 2, false),
                new BenchmarkResult("spatten-rtl, the same when warm", cycles / best, "cycles/s", 1.8e6, true));
    }

    private static double seconds(SpAttenRtlParams params, SpattenWorkload workload) {
        long start = System.nanoTime();
        RtlRun.of(params, workload, SEED);
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private static SpattenWorkload workload() {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder rows =
                new StringBuilder("key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n");
        for (int token = 1; token <= TOKENS; token++) {
            for (int keptPerMille : KEPT_PER_MILLE) {
                for (int head = 0; head < HEADS; head++) {
                    int keys = (PROMPT_TOKENS + token) * keptPerMille / 1000;
                    boolean isRefetched = random.nextInt(ROWS_PER_REFETCH) == 0;
                    rows.append(
                            keys + "," + keys / VALUES_PER_KEYS + ",6,6," + (isRefetched ? "True" : "False") + "\n");
                }
            }
        }
        return SpattenWorkload.parse("generated", rows.toString());
    }
}
