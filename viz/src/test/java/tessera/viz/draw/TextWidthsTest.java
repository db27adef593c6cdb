package tessera.viz.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextWidthsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quick brown fox jumps over the lazy dog 0123456789",
                "HunyuanVideo 30x48x80 [MiB] (91 %) ~!@#$^&*_+{}|:\"<>?`-=\\;',./"
            })
    void areThoseOfTheFont(String text) {
        Font font = new Font("DejaVu Sans", Font.PLAIN, 200);
        assumeTrue(
                font.getFamily().equals("DejaVu Sans"), "skipped: needs the font, apt-get install fonts-dejavu-core");
        FontRenderContext exact = new FontRenderContext(null, true, true);
        // The font kerns a few pairs; the table does not.
        assertEquals(font.getStringBounds(text, exact).getWidth(), TextWidths.of(text, 200, false), 40);
        double bold = font.deriveFont(Font.BOLD).getStringBounds(text, exact).getWidth();
        assertEquals(bold, TextWidths.of(text, 200, true), 40);
    }

    @Test
    void linesBreakAtSpacesAndStayWithinTheWidth() {
        TextStyle style = TextStyle.LABEL;
        List<String> lines = TextWidths.wrap("edge tiles are computed whole, masked inside", style, 120);
        assertEquals("edge tiles are computed whole, masked inside", String.join(" ", lines));
        assertTrue(lines.stream().allMatch(line -> style.width(line) <= 120), lines.toString());
    }

    @Test
    void whatIsTooLongIsCutWhereItStillFits() {
        TextStyle style = TextStyle.LABEL;
        String word = "incomprehensibilities";
        assertEquals(List.of(word), TextWidths.wrap(word, style, style.width(word)));
        double room = style.width("incompre…");
        assertEquals(List.of("the", "incompre…"), TextWidths.wrap("the " + word, style, room + 0.01));
        assertEquals(List.of("the", "incompr…"), TextWidths.wrap("the " + word, style, room - 0.01));
    }
}
