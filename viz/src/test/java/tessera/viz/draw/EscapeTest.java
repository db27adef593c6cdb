package tessera.viz.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EscapeTest {
    @Test
    void nothingCanEndAnElementOrAnAttribute() {
        assertEquals("&lt;/td&gt;&lt;script&gt;a&amp;&amp;b&quot;&#39;", Escape.markup("</td><script>a&&b\"'"));
    }

    @Test
    void whatXmlForbidsIsReplaced() {
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd\ne×😀", Escape.markup("a\u0000b\u001bc\ud800d\ne×😀"));
    }
}
