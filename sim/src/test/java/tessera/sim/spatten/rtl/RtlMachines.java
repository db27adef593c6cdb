package tessera.sim.spatten.rtl;

import java.util.List;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.ReleasedDriver;
import tessera.models.rtl.RtlWorkload;
import tessera.traces.workload.SpattenWorkload;

/** The preset with overrides, and workloads in a few characters. */
final class RtlMachines {
    static final String HEADER =
            "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant,top_k_latency_cycles\n";

    private RtlMachines() {}

    static SpAttenRtlParams params(String... overrides) {
        return Machines.load("spatten-rtl", List.of(overrides)).as(SpAttenRtlParams.class, "spatten-rtl");
    }

    /** Rows as lines of CSV in the order of {@link #HEADER}. */
    static RtlWorkload rows(SpAttenRtlParams params, String csvLines) {
        return ReleasedDriver.drive(SpattenWorkload.parse("rows.csv", HEADER + csvLines), params, 1);
    }

    static RtlResult run(SpAttenRtlParams params, RtlWorkload rows) {
        return new SpAttenRtlMachine(params, rows).run(10_000_000);
    }
}
