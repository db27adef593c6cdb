package tessera.models.gna;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.Nearest;

/** How tokens are grouped into tiles. */
public enum Tiling {
    /** A tile is a box with one extent per axis; each dilation class is tiled on its own, from its own origin. */
    MULTI_DIM,
    /** A tile is a run of tokens in raster order (last axis fastest); dilation stays in the mask. */
    FLAT;

    private static final List<String> NAMES =
            Arrays.stream(values()).map(Tiling::label).toList();

    /** {@code multi_dim} or {@code flat}, as files and options spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tiling with that label; anything else is an InputException that lists the labels. */
    public static Tiling of(String label) {
        int index = NAMES.indexOf(label);
        if (index < 0) {
            throw Nearest.unknown("tiling", label, NAMES);
        }
        return values()[index];
    }
}
