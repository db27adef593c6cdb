package tessera.viz.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InkTest {
    @Test
    void contrastOfBlackOnWhiteIs21() {
        assertEquals(21, new Ink(0).contrast(Palette.PAPER), 1e-9);
    }

    @Test
    void mixesComponentByComponent() {
        // 0x00 + (0x64 - 0x00) / 4 = 0x19; 0x80 stays; 0xFF + (0x7F - 0xFF) / 4 = 0xDF
        assertEquals(new Ink(0x1980DF), new Ink(0x0080FF).mix(new Ink(0x64807F), 0.25));
        assertEquals("#0072b2", Palette.BLUE.css());
        assertThrows(IllegalArgumentException.class, () -> new Ink(0xFF0072B2));
    }

    /** WCAG 2 AA asks for 3 between parts of a picture and for 4.5 for small text; vermillion reaches 4.28 at best. */
    @Test
    void figuresOnEveryColourCanBeRead() {
        for (int i = 0; i < 8; i++) {
            Ink ink = Palette.series(i);
            double contrast = ink.contrast(ink.readableOnTop());
            assertTrue(contrast >= 4, ink.css() + ": " + contrast);
        }
    }
}
