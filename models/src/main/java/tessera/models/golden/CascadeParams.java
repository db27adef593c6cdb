package tessera.models.golden;

/**
 * What cascade pruning is told to keep, and at which widths.
 *
 * @param tokens keep ratio of tokens by layer, of the tokens at the start
 * @param heads keep ratio of heads by layer, of all heads
 * @param valueKeepRatio share of a row's values that local pruning keeps, above 0; 1 keeps all
 * @param precision of every row
 */
public record CascadeParams(KeepSchedule tokens, KeepSchedule heads, double valueKeepRatio, RowPrecision precision) {
    public CascadeParams {
        if (!(valueKeepRatio > 0 && valueKeepRatio <= 1)) {
            throw new IllegalArgumentException("value keep ratio " + valueKeepRatio + " is not in (0, 1]");
        }
    }
}
