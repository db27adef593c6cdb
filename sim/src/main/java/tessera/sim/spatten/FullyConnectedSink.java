package tessera.sim.spatten;

import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;

/** What stands behind Q·K when it multiplies weights: takes the sums and gives rows and buffers free. */
final class FullyConnectedSink implements Component {
    private final Fifo scored;
    private final Fifo residentValues;
    private final Fifo verdicts;
    private final Fifo rowsDone;

    FullyConnectedSink(Fifo scored, Fifo residentValues, Fifo verdicts, Fifo rowsDone) {
        this.scored = scored;
        this.residentValues = residentValues;
        this.verdicts = verdicts;
        this.rowsDone = rowsDone;
    }

    @Override
    public long step(long cycle) {
        while (residentValues.canPop(cycle)) {
            residentValues.pop(cycle); // Weights have no values.
        }
        while (scored.canPop(cycle) && verdicts.canPush(cycle) && rowsDone.canPush(cycle)) {
            int row = Words.row(scored.pop(cycle));
            verdicts.push(cycle, Words.pass(row, false));
            rowsDone.push(cycle, row);
        }
        return IDLE;
    }
}
