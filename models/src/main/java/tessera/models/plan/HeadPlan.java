package tessera.models.plan;

import tessera.models.golden.RowPrecision;

/**
 * What one head of one layer does.
 *
 * @param mask which keys its queries attend to
 * @param precision bit widths and the low-bit rule
 * @param valueKeepRatio share of each query's keys whose values are used, by probability; above 0, 1 keeps all
 * @param selection cost of deciding on the mask; local value selection is not in it
 * @param reuse where the mask came from
 */
public record HeadPlan(
        MaskForm mask, RowPrecision precision, double valueKeepRatio, SelectionCost selection, Reuse reuse) {
    public HeadPlan {
        if (!(valueKeepRatio > 0 && valueKeepRatio <= 1)) {
            throw new IllegalArgumentException("value keep ratio " + valueKeepRatio + " is not in (0, 1]");
        }
    }

    /** Whether the head computes nothing at all. */
    public boolean isSkipped() {
        return mask instanceof KeyList list && list.isSkipped();
    }
}
