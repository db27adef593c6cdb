package tessera.models.plan;

import java.util.List;
import tessera.models.golden.RowPrecision;

/**
 * What one head of one layer does.
 *
 * @param mask which keys its queries attend to
 * @param precision bit widths and the low-bit rule
 * @param valueKeepRatio share of each query's keys whose values are used, by probability; above 0, 1 keeps all
 * @param selection cost of deciding on the mask; local value selection is not in it
 * @param reuse where the mask came from
 * @param sideWork what the head does besides attending to the mask
 */
public record HeadPlan(
        MaskForm mask,
        RowPrecision precision,
        double valueKeepRatio,
        SelectionCost selection,
        Reuse reuse,
        List<SideWork> sideWork) {
    public HeadPlan {
        sideWork = List.copyOf(sideWork);
        if (!(valueKeepRatio > 0 && valueKeepRatio <= 1)) {
            throw new IllegalArgumentException("value keep ratio " + valueKeepRatio + " is not in (0, 1]");
        }
    }

    /** A head that does nothing but attend. */
    public HeadPlan(
            MaskForm mask, RowPrecision precision, double valueKeepRatio, SelectionCost selection, Reuse reuse) {
        this(mask, precision, valueKeepRatio, selection, reuse, List.of());
    }

    /** Whether the head computes nothing at all. */
    public boolean isSkipped() {
        return mask instanceof KeyList list && list.isSkipped();
    }
}
