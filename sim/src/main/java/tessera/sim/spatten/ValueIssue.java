package tessera.sim.spatten;

import java.util.List;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Asks the fetcher for values: resident ones when a load is issued, others for a row with selected values, once the value
 * buffer has room; and sends the row on to prob·V.
 */
final class ValueIssue implements Component {
    private final Datapath datapath;
    private final Fifo residentValues;
    private final Fifo selected;
    private final Fifo fetches;
    private final Fifo outputRows;
    private final Fifo freed;
    private final boolean[] isResident;
    private final Ledger<StallCause> ledger;
    private long valueRoom;

    /**
     * @param residentValues from the row issue: segments, room already made
     * @param fetches to the fetcher: segments of values
     * @param outputRows to prob·V: rows, with the fields of {@link Divide}
     * @param freed from prob·V: vectors that have left the buffer
     */
    ValueIssue(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Fifo residentValues,
            Fifo selected,
            Fifo fetches,
            Fifo outputRows,
            Fifo freed,
            StatGroup stats) {
        this.ledger = stats.ledger("cycles", "cycles of the value issue", StallCause.values());
        this.datapath = datapath;
        this.residentValues = residentValues;
        this.selected = selected;
        this.fetches = fetches;
        this.outputRows = outputRows;
        this.freed = freed;
        List<Boolean> resident = work.rows().stream()
                .map(row -> work.loads().get(row.load()).isResident())
                .toList();
        this.isResident = new boolean[resident.size()];
        for (int row = 0; row < isResident.length; row++) {
            isResident[row] = resident.get(row);
        }
        this.valueRoom = machine.valueCapacity(work.headDim());
    }

    @Override
    public long step(long cycle) {
        while (freed.canPop(cycle)) {
            valueRoom += freed.pop(cycle);
        }
        boolean hasAsked = residentValues.canPop(cycle) && fetches.canPush(cycle);
        if (hasAsked) {
            fetches.push(cycle, residentValues.pop(cycle));
        }
        boolean hasSent = send(cycle);
        boolean isBlocked = selected.canPop(cycle) || residentValues.canPop(cycle);
        ledger.enter(
                hasAsked || hasSent ? StallCause.WORKING : isBlocked ? StallCause.DOWNSTREAM : StallCause.UPSTREAM,
                cycle);
        return hasAsked || hasSent ? cycle + 1 : IDLE;
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    private boolean send(long cycle) {
        if (!selected.canPop(cycle) || !outputRows.canPush(cycle)) {
            return false;
        }
        int row = (int) selected.peek(cycle);
        if (!isResident[row]) {
            int count = datapath.valueCount(row);
            if (count > valueRoom || !fetches.canPush(cycle)) {
                return false;
            }
            valueRoom -= count;
            fetches.push(cycle, Words.segment(Words.ROW_VALUES, row));
        }
        outputRows.put(Divide.FIRST_PROBABILITY, selected.field(Divide.FIRST_PROBABILITY));
        outputRows.put(Divide.LAST_PROBABILITY, selected.field(Divide.LAST_PROBABILITY));
        outputRows.push(cycle, row);
        selected.pop(cycle);
        return true;
    }
}
