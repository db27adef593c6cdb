package tessera.sim.stat;

/**
 * One value of the dump.
 *
 * @param path names from the root, joined by dots
 * @param value a {@code Long} (exact) or a {@code Double}, NaN for a quotient by zero
 * @param unit of the value
 * @param description one line
 */
public record StatLine(String path, Number value, Unit unit, String description) {
    /** {@code path value # description (unit)}. */
    @Override
    public String toString() {
        return path + " " + value + " # " + description + " (" + unit.text() + ")";
    }
}
