package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Widths;
import tessera.models.block.PrefixSumParams;
import tessera.sim.block.PrefixSumModel;

/** The Verilog of the prefix sum: row r adds to each lane the sum that ends 2^r lanes below it. */
final class PrefixSumVerilog {
    private PrefixSumVerilog() {}

    static HdlModule module(PrefixSumParams params) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_prefix_sum_n" + params.lanes() + "_w" + params.laneBits() + "_l" + params.layersPerStage(),
                "Prefix sum: lane i of out_sums is the sum of lanes 0 to i of in_data.",
                params.lanes() + " unsigned lanes of " + params.laneBits() + " bits, sums of " + params.sumBits()
                        + " bits, lane 0 in the lowest bits.",
                "",
                params.layers() + " rows of adders (Kogge-Stone), a register after every " + params.layersPerStage()
                        + ".",
                "Latency: ceil(log2(lanes) / layers_per_stage) = " + params.latencyCycles()
                        + " from an accepted beat to out_valid; one beat a cycle.");
        StreamSignals p = new StreamSignals(m, PrefixSumModel.ports(params));
        ElasticStages stages =
                new ElasticStages(m, p.reset(), params.latencyCycles(), p.get("in_valid"), p.get("out_ready"));
        m.assign(p.get("in_ready"), stages.ready());
        m.assign(p.get("out_valid"), stages.valid());
        List<Expression> sums = new ArrayList<>();
        for (int lane = 0; lane < params.lanes(); lane++) {
            sums.add(p.get("in_data").lane(lane, params.laneBits()));
        }
        Expression last = p.get("in_last");
        int stage = 0;
        for (int layer = 0; layer < params.layers(); layer++) {
            sums = row(m, params, layer, sums);
            if ((layer + 1) % params.layersPerStage() == 0 || layer + 1 == params.layers()) {
                m.section("Stage " + (stage + 1) + " registers");
                StageRegisters registers = new StageRegisters(m);
                String prefix = "stage" + (stage + 1);
                last = registers.hold(prefix + "_last_q", last);
                List<Expression> held = new ArrayList<>();
                for (int lane = 0; lane < params.lanes(); lane++) {
                    held.add(registers.hold(prefix + "_sum_" + lane + "_q", sums.get(lane)));
                }
                sums = held;
                registers.loadWhen(stages.take(stage));
                stage++;
            }
        }
        m.require(stage == params.latencyCycles(), "as many stages as the latency formula says");
        m.section("Sums in equal widths");
        m.assign(p.get("out_last"), last);
        m.assign(
                p.get("out_sums"),
                Expression.lowestFirst(
                        sums.stream().map(sum -> sum.extended(params.sumBits())).toList()));
        return m.build();
    }

    private static List<Expression> row(ModuleBuilder m, PrefixSumParams params, int layer, List<Expression> sums) {
        int reach = 1 << layer;
        m.section("Row " + (layer + 1) + ": sums of the " + 2 * reach + " lanes up to each lane.");
        List<Expression> next = new ArrayList<>(sums.subList(0, reach));
        long most = (1L << params.laneBits()) - 1;
        for (int lane = reach; lane < params.lanes(); lane++) {
            int width = Widths.toHold(Math.min(2L * reach, lane + 1) * most);
            Signal sum = m.wire(
                    "row" + (layer + 1) + "_sum_" + lane,
                    sums.get(lane).extended(width).plus(sums.get(lane - reach).extended(width)));
            next.add(sum);
        }
        return next;
    }
}
