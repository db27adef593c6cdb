package tessera.sim.spatten;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.models.spatten.WorkloadWork;
import tessera.traces.workload.SpattenWorkload;

/** The workloads that every SpAtten machine must pass. */
final class ContractWorkloads {
    private static final String HEADER =
            "sentence_length_L,key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";

    /** What random machines stand on. */
    private static final List<String> DRAM =
            List.of("ideal", "r2-hbm2-m", "r2-hbm2-b", "r2-hbm2-spatten", "d3-hbm2-a", "d3-hbm2-c", "hbm2e", "hbm3");

    /** A workload with a name for messages. */
    record Named(String name, SpattenWorkload workload) {
        SpAttenWork on(SpAttenParams machine) {
            return WorkloadWork.of(workload, machine, 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private ContractWorkloads() {}

    static List<Named> all() {
        List<Named> all = new ArrayList<>();
        all.add(repeated("dense 12 bit", 6, 1000, 1000, 1000, -1, -1, false));
        all.add(repeated("dense 8 bit", 6, 1000, 1000, 1000, 8, 8, false));
        all.add(repeated("dense 4 bit", 6, 1024, 1024, 1024, 4, 4, false));
        all.add(repeated("dense 6 bit", 6, 512, 512, 512, 6, 6, false));
        all.add(repeated("pruned", 12, 1024, 307, 92, 8, 8, false));
        all.add(repeated("pruned, packed", 12, 307, 307, 92, 8, 8, false));
        all.add(repeated("refetched", 6, 1000, 1000, 1000, 8, 8, true));
        all.add(repeated("refetched, pruned", 12, 1024, 204, 40, 6, 6, true));
        all.add(repeated("one key", 24, 1, 1, 1, 8, 8, false));
        all.add(repeated("one key refetched", 24, 1024, 1, 1, 4, 8, true));
        all.add(repeated("tiny rows", 40, 16, 8, 3, 8, 8, false));
        all.add(repeated("single row", 1, 993, 993, 993, 8, 8, false));
        all.add(mixed(1));
        all.add(mixed(2));
        return all;
    }

    static Named repeated(
            String name, int rows, int length, int keys, int values, int keyBits, int valueBits, boolean refetch) {
        String row = length + "," + keys + "," + values + "," + keyBits + "," + valueBits + "," + refetch + "\n";
        return new Named(name, SpattenWorkload.parse(name, HEADER + row.repeat(rows)));
    }

    /** Rows of any kind; 6-bit rows come in equal pairs, as the released RTL wants them. */
    static Named mixed(long seed) {
        return mixed(seed, 30, 1000);
    }

    static Named mixed(long seed, int rows, int longest) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(HEADER);
        int[] bits = {-1, 4, 6, 8};
        for (int i = 0; i < rows; i++) {
            int length = 1 + random.nextInt(longest);
            int keys = 1 + random.nextInt(length);
            int values = random.nextBoolean() ? keys : 1 + random.nextInt(keys);
            int keyBits = bits[random.nextInt(bits.length)];
            String row = length + "," + keys + "," + values + "," + keyBits + "," + bits[random.nextInt(bits.length)]
                    + "," + (random.nextInt(3) == 0) + "\n";
            text.append(row.repeat(keyBits == 6 ? 2 : 1));
        }
        return new Named("mixed " + seed, SpattenWorkload.parse("mixed", text.toString()));
    }

    /** Machines on ideal memory and on DRAM of several kinds. */
    static List<SpAttenParams> machines() {
        List<SpAttenParams> machines = new ArrayList<>(idealMachines());
        machines.addAll(dramMachines());
        return machines;
    }

    static List<SpAttenParams> dramMachines() {
        return List.of(
                machine("spatten-hpca21"),
                machine("spatten-1-8"),
                machine("spatten-hpca21", "dram.map=row.bank.bankgroup.pc.col.ch"),
                machine("spatten-hpca21", "dram.preset=r2-hbm2-spatten", "top_k.engine=radix"),
                machine("spatten-1-8", "dram.preset=d3-hbm2-c"),
                machine("spatten-1-8", "dram.preset=hbm2e"),
                machine("spatten-hpca21", "loads_in_flight=1", "rows_in_flight=1", "fetch.outstanding_limit=1"));
    }

    private static List<SpAttenParams> idealMachines() {
        return List.of(
                ideal("spatten-hpca21"),
                ideal("spatten-1-8"),
                ideal("spatten-hpca21", "softmax.lanes=2", "top_k.lanes=1", "memory.latency_cycles=200"),
                ideal("spatten-hpca21", "memory.channel_bandwidth=128 GB/s", "memory.outstanding_per_channel=3"),
                ideal("spatten-1-8", "memory.channel_bandwidth=5 GB/s", "fetch.address_fifo_depth=1"),
                ideal("spatten-hpca21", "loads_in_flight=1", "rows_in_flight=1", "fetch.outstanding_limit=1"));
    }

    /** Any machine that the reader lets pass, the odd ones included. */
    static SpAttenParams randomMachine(long seed) {
        Random random = new Random(seed);
        List<String> overrides = new ArrayList<>();
        overrides.add("multiplier_count=" + (16 << random.nextInt(6)));
        overrides.add("max_vectors_per_cycle=" + (1 + random.nextInt(12)));
        overrides.add("dot_product_latency_cycles=" + (1 + random.nextInt(12)));
        overrides.add("prob_value_latency_cycles=" + (1 + random.nextInt(12)));
        overrides.add("loads_in_flight=" + (1 + random.nextInt(20)));
        overrides.add("rows_in_flight=" + (1 + random.nextInt(20)));
        overrides.add("start_up_cycles=" + random.nextInt(3) * 20);
        overrides.add("key_sram=" + (15_000 + random.nextInt(20_000)) + " B");
        overrides.add("value_sram=" + (15_000 + random.nextInt(20_000)) + " B");
        overrides.add("softmax.lanes=" + (1 + random.nextInt(9)));
        overrides.add("softmax.accumulate_latency_cycles=" + (1 + random.nextInt(60)));
        overrides.add("softmax.divide_latency_cycles=" + (1 + random.nextInt(60)));
        overrides.add("top_k.lanes=" + (1 << random.nextInt(6)));
        overrides.add("top_k.engine=" + (random.nextBoolean() ? "quick_select" : "radix"));
        overrides.add("top_k.digit_bits=" + (1 + random.nextInt(8)));
        overrides.add("top_k.round_overhead_cycles=" + random.nextInt(5));
        overrides.add("fetch.port_count=" + (1 + random.nextInt(40)));
        overrides.add("fetch.address_fifo_depth=" + (1 + random.nextInt(8)));
        overrides.add("fetch.outstanding_limit=" + (1 + random.nextInt(random.nextBoolean() ? 4 : 300)));
        overrides.add("memory.channel_count=" + (1 << random.nextInt(6)));
        overrides.add("memory.channel_bandwidth=" + (1 + random.nextInt(100)) + " GB/s");
        overrides.add("memory.burst=" + (16 << random.nextInt(4)) + " B");
        overrides.add("memory.latency_cycles=" + (1 + random.nextInt(80)));
        overrides.add("memory.outstanding_per_channel=" + (1 + random.nextInt(40)));
        overrides.add("dram.preset=" + DRAM.get(random.nextInt(DRAM.size())));
        overrides.add("dram.channels=" + (1 << random.nextInt(5)));
        overrides.add("dram.outstanding_per_channel=" + (1 + random.nextInt(40)));
        return machine("spatten-hpca21", overrides.toArray(new String[0]));
    }

    /** A preset on memory that is latency and bandwidth only. */
    static SpAttenParams ideal(String name, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("dram.preset=ideal");
        return machine(name, all.toArray(new String[0]));
    }

    static SpAttenParams machine(String name, String... overrides) {
        return Machines.load(name, List.of(overrides)).spAtten();
    }
}
