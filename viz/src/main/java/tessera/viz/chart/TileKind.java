package tessera.viz.chart;

import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;

/** What a kernel does with one pair of a query tile and a KV tile. */
public enum TileKind {
    /** Every pair of tokens in it is attended: no mask. */
    FULL("full", "every token pair attended, no mask", Palette.BLUE),
    /** Every pair inside the layout is attended; only padding beyond the layout's end has to be masked. */
    PAD_ONLY("padded", "full, but it sticks out of the layout", Palette.SKY),
    /** Loaded and computed whole, but only some pairs are attended. */
    PARTIAL("partial", "computed whole, masked inside", Palette.ORANGE),
    /** Never loaded. */
    SKIPPED("skipped", "never loaded", Palette.NOTHING);

    private final String word;
    private final String meaning;
    private final Ink ink;

    TileKind(String word, String meaning, Ink ink) {
        this.word = word;
        this.meaning = meaning;
        this.ink = ink;
    }

    public String word() {
        return word;
    }

    String meaning() {
        return meaning;
    }

    Ink ink() {
        return ink;
    }
}
