package tessera.hdl.bench;

/**
 * How unwilling the surroundings of a block are; any pattern is legal on a valid/ready stream.
 *
 * @param gapPercent chance in a cycle that an input that could send does not start to, 0 to 99
 * @param holdPercent chance in a cycle that an output is not taken, 0 to 99
 */
public record Stalls(int gapPercent, int holdPercent) {
    /** Every input sends and every output takes whenever it can. */
    public static final Stalls NONE = new Stalls(0, 0);

    public Stalls {
        if (gapPercent < 0 || gapPercent > 99 || holdPercent < 0 || holdPercent > 99) {
            throw new IllegalArgumentException("stalls of " + gapPercent + " % and " + holdPercent + " %");
        }
    }

    /** Patterns by turns: none, a slow source, a slow sink, both, a very slow sink, a very slow source. */
    public static Stalls byTurns(int index) {
        return switch (Math.floorMod(index, 6)) {
            case 0 -> NONE;
            case 1 -> new Stalls(40, 0);
            case 2 -> new Stalls(0, 40);
            case 3 -> new Stalls(30, 50);
            case 4 -> new Stalls(0, 90);
            default -> new Stalls(90, 10);
        };
    }
}
