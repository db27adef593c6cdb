package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Query times key: joins key lines with the pass they belong to; a broadcast register, then multipliers and adder tree,
 * which move together. One line of keys a cycle.
 */
final class DotProduct {
    private final BufferReader reader;
    private final PassFork passes;
    private final RequantDecision decision;
    private final StageRegister broadcast = new StageRegister();
    private final RigidPipeline multiplyAdd;
    private final long readyCycle;
    private final Ledger<RtlCause> cycles;

    DotProduct(
            SpAttenRtlParams params, BufferReader reader, PassFork passes, RequantDecision decision, StatGroup stats) {
        this.reader = reader;
        this.passes = passes;
        this.decision = decision;
        int levels = Integer.numberOfTrailingZeros(SpAttenRtlParams.HEAD_DIM);
        this.multiplyAdd = new RigidPipeline(1 + levels);
        this.readyCycle = params.buffersReadyCycle();
        this.cycles = stats.ledger("cycles", "cycles of the key side of Q x K", RtlCause.values());
    }

    void step(long cycle) {
        if (multiplyAdd.hasOutput() && decision.accept(cycle, multiplyAdd.output())) {
            multiplyAdd.takeOutput();
        }
        if (!multiplyAdd.hasOutput()) {
            multiplyAdd.advance(broadcast.isFull, broadcast.word);
            broadcast.isFull = false;
        }
        cycles.enter(join(cycle), cycle);
    }

    private RtlCause join(long cycle) {
        if (!reader.output.isFull) {
            return cycle < readyCycle ? RtlCause.START_UP : reader.isPolling() ? RtlCause.POLLING : RtlCause.UPSTREAM;
        }
        if (broadcast.isFull) {
            return RtlCause.ROW_BARRIER; // Another row's maximum is still in the way of this row's last score.
        }
        int pass = passes.dotPass();
        if (pass == PassFork.NO_PASS) {
            return RtlCause.UPSTREAM;
        }
        int last = reader.output.take();
        broadcast.load(pass | last);
        if (last != 0) {
            passes.dotDone();
        }
        return RtlCause.WORKING;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
