package tessera.viz.draw;

/** Text made harmless inside markup. */
public final class Escape {
    private Escape() {}

    /**
     * The text for an element or a quoted attribute of XML or HTML: {@code & < > " '} become entities, and characters
     * that XML does not allow (control characters, lone surrogates) become U+FFFD.
     */
    public static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int character) {
        switch (character) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n', '\t', '\r' -> out.append((char) character);
            default -> out.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
        }
    }

    private static boolean isAllowed(int character) {
        boolean isSurrogate = character >= 0xD800 && character <= 0xDFFF;
        return character >= ' ' && !isSurrogate && character != 0xFFFE && character != 0xFFFF;
    }
}
