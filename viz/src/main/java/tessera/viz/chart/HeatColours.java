package tessera.viz.chart;

import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;

/** The colours of heat maps, light for little and dark for much; lightness falls all the way. */
final class HeatColours {
    private static final Ink[] COLOURS = {new Ink(0xF1F6FA), Palette.SKY, Palette.BLUE, new Ink(0x00294D)};

    private HeatColours() {}

    /** The colour of a share from 0 to 1; what lies outside counts as 0 or 1. */
    static Ink at(double share) {
        double place = Math.max(0, Math.min(1, share)) * (COLOURS.length - 1);
        int lower = (int) Math.min(COLOURS.length - 2, Math.floor(place));
        return COLOURS[lower].mix(COLOURS[lower + 1], place - lower);
    }
}
