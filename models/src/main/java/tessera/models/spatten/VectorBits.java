package tessera.models.spatten;

import tessera.models.golden.RowPrecision;
import tessera.models.machine.SpAttenParams;

/**
 * Bits of the elements of vectors that are fetched together.
 *
 * @param query 2 to 16
 * @param key of the first pass; {@link #MULTIPLIER_WIDTH} where nothing was quantised
 * @param low that a refetch adds; 0 where no row can ask
 * @param value likewise {@link #MULTIPLIER_WIDTH}
 */
record VectorBits(int query, int key, int low, int value) {
    /** As wide as the machine's multipliers, whatever that is. */
    static final int MULTIPLIER_WIDTH = 0;

    static VectorBits of(RowPrecision precision) {
        return new VectorBits(
                precision.queryBits(), precision.keyMsbBits(), precision.keyLsbBits(), precision.valueBits());
    }

    /** The same with multipliers of so many bits. */
    VectorBits at(int multiplierBits) {
        return needsMultiplierWidth()
                ? new VectorBits(
                        query,
                        key == MULTIPLIER_WIDTH ? multiplierBits : key,
                        low,
                        value == MULTIPLIER_WIDTH ? multiplierBits : value)
                : this;
    }

    VectorBits on(SpAttenParams machine) {
        return at(machine.multiplierBits());
    }

    boolean needsMultiplierWidth() {
        return key == MULTIPLIER_WIDTH || value == MULTIPLIER_WIDTH;
    }

    /** Of what is multiplied in one piece; 0 if all of it is as wide as the multipliers. */
    int widest() {
        return Math.max(Math.max(query, key), value);
    }
}
