package tessera.sim.spatten;

import java.util.List;
import tessera.models.spatten.Row;
import tessera.models.spatten.SpAttenWork;

/**
 * A datapath without data: every decision is what the work's counts say. For workload files, and for traces whose decisions
 * have been written down.
 */
final class CountedDatapath implements Datapath {
    private final SpAttenWork work;
    private final List<int[]> values;

    /** Which values a row uses is spread evenly over its keys. */
    CountedDatapath(SpAttenWork work) {
        this(work, List.of());
    }

    /** @param values token indices of the values that each row fetches; empty if they are not known */
    CountedDatapath(SpAttenWork work, List<int[]> values) {
        this.work = work;
        this.values = values;
    }

    @Override
    public void score(int row, boolean isSecondPass) {}

    @Override
    public void normalise(int row) {}

    @Override
    public boolean needsLowBits(int row) {
        return work.rows().get(row).isRefetched();
    }

    @Override
    public long select(int row) {
        return work.rows().get(row).selectionCycles();
    }

    @Override
    public int valueCount(int row) {
        return work.rows().get(row).valueCount();
    }

    @Override
    public int valueIndex(int row, int i) {
        if (!values.isEmpty()) {
            return values.get(row)[i];
        }
        Row counts = work.rows().get(row);
        return work.loads().get(counts.load()).valueIndex(i, counts.keyCount(), counts.valueCount());
    }

    @Override
    public void output(int row) {}

    @Override
    public void accumulateTokens(int row) {}

    @Override
    public void accumulateHead(int row) {}

    @Override
    public long selectTokens() {
        return work.cascade().tokenSelectionCycles();
    }

    @Override
    public long selectHeads() {
        return work.cascade().headSelectionCycles();
    }
}
