package tessera.viz.draw;

import java.util.List;

/**
 * The colours of every chart and page. Categories use the eight Okabe-Ito colours, which stay apart for every common
 * form of colour blindness; a chart that compares "without" and "with" uses {@link #BASELINE} and {@link #MAIN}.
 *
 * <p><b>Source:</b> M. Okabe and K. Ito, Color Universal Design, 2008.
 */
public final class Palette {
    public static final Ink BLUE = new Ink(0x0072B2);
    public static final Ink ORANGE = new Ink(0xE69F00);
    public static final Ink GREEN = new Ink(0x009E73);
    public static final Ink PURPLE = new Ink(0xCC79A7);
    public static final Ink SKY = new Ink(0x56B4E9);
    public static final Ink VERMILLION = new Ink(0xD55E00);
    public static final Ink YELLOW = new Ink(0xF0E442);
    public static final Ink GREY = new Ink(0x9A9A9A);

    /** Paper, text, secondary text, axis lines and grid lines. */
    public static final Ink PAPER = new Ink(0xFFFFFF);

    public static final Ink TEXT = new Ink(0x1B1F24);
    public static final Ink SECONDARY = new Ink(0x57606A);
    public static final Ink AXIS = new Ink(0x8C959F);
    public static final Ink GRID = new Ink(0xE4E7EB);

    /** What things are compared with, and the thing itself. */
    public static final Ink BASELINE = GREY;

    public static final Ink MAIN = BLUE;

    /** Nothing is done here: skipped tiles, absent cells. */
    public static final Ink NOTHING = new Ink(0xEEF0F2);

    private static final List<Ink> SERIES = List.of(BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW, GREY);

    private Palette() {}

    /** The colour of the series at this place; after eight series they repeat. */
    public static Ink series(int index) {
        return SERIES.get(index % SERIES.size());
    }
}
