package tessera.viz.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tessera.viz.draw.Escape;

/** HTML written piece by piece; everything that comes from outside goes through {@link #text} or {@link #attribute}. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Markup of ours, as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text, escaped; an even number of backticks marks code. */
    Html text(String text) {
        String[] parts = text.split("`", -1);
        boolean hasCode = parts.length % 2 == 1;
        for (int i = 0; i < parts.length; i++) {
            boolean isCode = hasCode && i % 2 == 1;
            out.append(isCode ? "<code>" : i > 0 && !hasCode ? "`" : "").append(Escape.markup(parts[i]));
            out.append(isCode ? "</code>" : "");
        }
        return this;
    }

    /** {@code name="value"} with a space before it; nothing if the value is empty. */
    Html attribute(String name, String value) {
        if (!value.isEmpty()) {
            out.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(Escape.markup(value))
                    .append('"');
        }
        return this;
    }

    /** An element with only text in it, and a line break after it; nothing if the text is empty. */
    Html element(String name, String cssClass, String text) {
        if (text.isEmpty()) {
            return this;
        }
        return raw("<" + name).attribute("class", cssClass).raw(">").text(text).raw("</" + name + ">\n");
    }

    /** A file that lies beside this class. */
    static String resource(String name) {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
