package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.hdl.emit.Widths;
import tessera.models.block.GatherAddressesParams;
import tessera.sim.block.GatherAddressesModel;

/** The Verilog of the address generator: an address register a lane, stepped from burst to burst. */
final class GatherAddressesVerilog {
    private GatherAddressesVerilog() {}

    static HdlModule module(GatherAddressesParams params) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_gather_addresses_n" + params.lanes() + "_i" + params.indexBits() + "_a" + params.addressBits()
                        + "_b" + params.burstBytes() + "_c" + params.bursts(),
                "Addresses of a gather: base + index x " + params.vectorBytes() + " bytes, in " + params.bursts()
                        + " bursts of " + params.burstBytes() + " bytes.",
                params.lanes() + " indices of " + params.indexBits()
                        + " bits a beat, lane 0 lowest; in_mask bit i: lane i"
                        + " holds one. One base a row, taken before its first indices.",
                "",
                "Latency: 1 cycle from accepted indices to their first addresses; a beat takes " + params.bursts()
                        + (params.bursts() == 1 ? " cycle." : " cycles."));
        StreamSignals p = new StreamSignals(m, GatherAddressesModel.ports(params));
        int bits = params.addressBits();
        int burstBits = Widths.toIndex(params.bursts());
        m.section("State");
        Signal hasBase = m.register("has_base_q", 1);
        Signal base = m.register("base_q", bits);
        Signal busy = m.register("busy_q", 1);
        Signal last = m.register("last_q", 1);
        Signal mask = m.register("mask_q", params.lanes());
        Signal burst = m.register("burst_q", burstBits);
        Signal isEnd = m.wire("is_last_burst", burst.equalTo(Literal.of(params.bursts() - 1, burstBits)));
        Signal give = m.wire("give", busy.and(p.get("out_ready")));
        m.assign(p.get("base_ready"), hasBase.not());
        m.assign(p.get("in_ready"), hasBase.and(busy.not().or(give.and(isEnd))));
        Signal take = m.wire("take", p.get("in_valid").and(p.get("in_ready")));
        Signal takeBase = m.wire("take_base", p.get("base_valid").and(p.get("base_ready")));
        m.clocked(when(p.reset(), set(hasBase, Literal.of(0, 1)), set(busy, Literal.of(0, 1)))
                .otherwise(
                        when(takeBase, set(hasBase, Literal.of(1, 1)))
                                .otherwise(when(take.and(p.get("in_last")), set(hasBase, Literal.of(0, 1)))),
                        when(take, set(busy, Literal.of(1, 1)))
                                .otherwise(when(give.and(isEnd), set(busy, Literal.of(0, 1))))));
        m.clocked(when(takeBase, set(base, p.get("base_address"))));

        m.section("Addresses");
        List<Statement> loaded = new ArrayList<>();
        List<Statement> stepped = new ArrayList<>();
        List<Expression> addresses = new ArrayList<>();
        loaded.add(set(last, p.get("in_last")));
        loaded.add(set(mask, p.get("in_mask")));
        loaded.add(set(burst, Literal.of(0, burstBits)));
        stepped.add(set(burst, burst.plus(Literal.of(1, burstBits))));
        for (int lane = 0; lane < params.lanes(); lane++) {
            Signal address = m.register("address_" + lane + "_q", bits);
            Expression index = p.get("in_indices").lane(lane, params.indexBits());
            Expression offset = index.extended(bits).times(Literal.of(params.vectorBytes(), bits));
            loaded.add(set(address, base.plus(m.wire("offset_" + lane, offset))));
            stepped.add(set(address, address.plus(Literal.of(params.burstBytes(), bits))));
            addresses.add(address);
        }
        m.clocked(when(take, loaded).otherwise(when(give, stepped)));
        m.assign(p.get("out_valid"), busy);
        m.assign(p.get("out_last"), last.and(isEnd));
        m.assign(p.get("out_mask"), mask);
        m.assign(p.get("out_addresses"), Expression.lowestFirst(addresses));
        return m.build();
    }
}
