package tessera.cli.explore;

import tessera.cli.explore.space.Grid;

/** The values that a point gives to the parameters. */
final class Choice {
    private final int[] choices;
    private final boolean[] isCounting;

    Choice(Grid grid, long point) {
        choices = grid.choices(point);
        isCounting = new boolean[choices.length];
        for (int i = 0; i < choices.length; i++) {
            isCounting[i] = grid.counts(i, choices);
        }
    }

    /** Number of a parameter's value. */
    int value(int parameter) {
        return choices[parameter];
    }

    /** Whether the parameter counts. */
    boolean counts(int parameter) {
        return isCounting[parameter];
    }
}
