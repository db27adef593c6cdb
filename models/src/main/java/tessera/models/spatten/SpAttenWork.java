package tessera.models.spatten;

import java.util.List;

/**
 * Everything one run of the machine executes, in order. Rows of a load are neighbours, loads come in order.
 *
 * @param headDim elements of a vector
 * @param loads at least 1
 * @param rows at least 1
 * @param cascade what is ranked after the last row
 */
public record SpAttenWork(int headDim, List<Load> loads, List<Row> rows, CascadeStep cascade) {
    public SpAttenWork {
        loads = List.copyOf(loads);
        rows = List.copyOf(rows);
        int load = 0;
        for (Row row : rows) {
            if (row.load() != load && row.load() != ++load) {
                throw new IllegalArgumentException("row of load " + row.load() + " after load " + (load - 1));
            }
            if (row.keyCount() > loads.get(load).keyCount()) {
                throw new IllegalArgumentException("row of " + row.keyCount() + " keys in a load of "
                        + loads.get(load).keyCount());
            }
        }
        if (rows.isEmpty() || load != loads.size() - 1) {
            throw new IllegalArgumentException(
                    loads.size() + " loads, of which rows use " + (rows.isEmpty() ? 0 : load + 1));
        }
    }

    /** All memory bursts. */
    public long bursts() {
        return rows.stream().mapToLong(Row::bursts).sum();
    }
}
