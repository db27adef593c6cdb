package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;

/** The queue of two beats between blocks: ready and valid come from registers only. */
final class StreamFifoVerilog {
    private StreamFifoVerilog() {}

    static HdlModule module(int bits) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_stream_fifo_w" + bits,
                "Queue of two beats of " + bits + " bits; in_ready and out_valid depend on its state alone.",
                "Latency: 1 cycle from an accepted beat to out_valid; one beat a cycle.");
        m.clock();
        Signal reset = m.reset();
        Signal inValid = m.input("in_valid", 1);
        Signal inReady = m.output("in_ready", 1);
        Signal inData = m.input("in_data", bits);
        Signal outValid = m.output("out_valid", 1);
        Signal outReady = m.input("out_ready", 1);
        Signal outData = m.output("out_data", bits);
        m.section("The first and the second beat");
        Signal hasFirst = m.register("first_valid_q", 1);
        Signal hasSecond = m.register("second_valid_q", 1);
        Signal first = m.register("first_q", bits);
        Signal second = m.register("second_q", bits);
        Signal push = m.wire("push", inValid.and(hasSecond.not()));
        Signal pop = m.wire("pop", hasFirst.and(outReady));
        Signal toFirst = m.wire("push_is_first", push.and(hasFirst.not().or(pop)));
        m.assign(inReady, hasSecond.not());
        m.assign(outValid, hasFirst);
        m.assign(outData, first);
        Literal no = Literal.of(0, 1);
        m.clocked(when(reset, set(hasFirst, no), set(hasSecond, no))
                .otherwise(
                        set(hasFirst, push.or(hasSecond).or(hasFirst.and(pop.not()))),
                        set(hasSecond, hasFirst.and(pop.not()).and(push.or(hasSecond)))));
        m.clocked(
                when(toFirst, set(first, inData)).otherwise(when(pop, set(first, second))),
                when(push, set(second, inData)));
        return m.build();
    }
}
