package tessera.viz.draw;

import java.util.Locale;

/**
 * An opaque sRGB colour.
 *
 * @param rgb 0xRRGGBB
 */
public record Ink(int rgb) {
    public Ink {
        if ((rgb & 0xFF000000) != 0) {
            throw new IllegalArgumentException("ink 0x" + Integer.toHexString(rgb) + " is not 0xRRGGBB");
        }
    }

    /** {@code #rrggbb}. */
    public String css() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    /** This colour with {@code share} (0 to 1) of another mixed in, component by component in sRGB. */
    public Ink mix(Ink other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double own = (rgb >> shift) & 0xFF;
            double its = (other.rgb >> shift) & 0xFF;
            mixed |= (int) Math.round(own + (its - own) * share) << shift;
        }
        return new Ink(mixed);
    }

    /** Text colour or white, whichever contrasts more with this colour. */
    public Ink readableOnTop() {
        return contrast(Palette.TEXT) >= contrast(Palette.PAPER) ? Palette.TEXT : Palette.PAPER;
    }

    /** WCAG 2 contrast of the two colours, 1 (none) to 21 (black on white). */
    public double contrast(Ink other) {
        double a = luminance() + 0.05;
        double b = other.luminance() + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    /** WCAG 2 relative luminance, 0 (black) to 1 (white). */
    public double luminance() {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int component) {
        double c = (component & 0xFF) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
