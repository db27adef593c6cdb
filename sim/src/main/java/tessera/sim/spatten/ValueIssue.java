package tessera.sim.spatten;

import java.util.List;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;

/**
 * Sends a row with selected values on to prob·V, and its values to the fetcher where they are not resident, once the value
 * buffer has room.
 */
final class ValueIssue implements Component {
    private final Datapath datapath;
    private final Fifo selected;
    private final Fifo fetches;
    private final Fifo outputRows;
    private final Fifo freed;
    private final boolean[] isResident;
    private long valueRoom;

    /**
     * @param fetches to the fetcher: segments of row values
     * @param outputRows to prob·V: rows, with the fields of {@link Divide}
     * @param freed from prob·V: vectors that have left the buffer
     */
    ValueIssue(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Fifo selected,
            Fifo fetches,
            Fifo outputRows,
            Fifo freed) {
        this.datapath = datapath;
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
        if (!selected.canPop(cycle) || !outputRows.canPush(cycle)) {
            return IDLE;
        }
        int row = (int) selected.peek(cycle);
        if (!isResident[row]) {
            int count = datapath.valueCount(row);
            if (count > valueRoom || !fetches.canPush(cycle)) {
                return IDLE;
            }
            valueRoom -= count;
            fetches.push(cycle, Words.segment(Words.ROW_VALUES, row));
        }
        outputRows.put(Divide.FIRST_PROBABILITY, selected.field(Divide.FIRST_PROBABILITY));
        outputRows.put(Divide.LAST_PROBABILITY, selected.field(Divide.LAST_PROBABILITY));
        outputRows.push(cycle, row);
        selected.pop(cycle);
        return cycle + 1;
    }
}
