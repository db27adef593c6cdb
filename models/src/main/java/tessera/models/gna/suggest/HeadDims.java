package tessera.models.gna.suggest;

/**
 * The head dimensions that a kernel serves with the same tiles.
 *
 * @param least smallest, at least 1
 * @param most largest
 */
public record HeadDims(int least, int most) {
    public boolean holds(int headDim) {
        return least <= headDim && headDim <= most;
    }

    /** {@code any}, {@code 128} or {@code 32 to 64}. */
    @Override
    public String toString() {
        return most == Integer.MAX_VALUE ? "any" : least == most ? "" + most : least + " to " + most;
    }
}
