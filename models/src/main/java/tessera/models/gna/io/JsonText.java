package tessera.models.gna.io;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/**
 * JSON text under construction in a reused array: names and punctuation come as literals, values are appended. For
 * answering tens of thousands of problems a second, most of them before a compiler has warmed up. Not thread-safe.
 */
final class JsonText {
    private static final int LONGEST_NUMBER = 20;

    private char[] text = new char[1 << 14];
    private int size;

    int size() {
        return size;
    }

    /** Appends JSON as it stands. */
    JsonText raw(String json) {
        int length = json.length();
        reserve(length);
        json.getChars(0, length, text, size);
        size += length;
        return this;
    }

    JsonText number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        reserve(LONGEST_NUMBER);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        size += digits;
        long rest = value;
        for (int i = 1; i <= digits; i++) {
            text[size - i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** The shortest decimal that reads back equal. */
    JsonText number(double value) {
        return raw(NumberOutput.toString(value, true));
    }

    JsonText flag(boolean value) {
        return raw(value ? "true" : "false");
    }

    /** A string value, quoted and escaped. */
    JsonText string(String value) {
        char[] quoted = JsonStringEncoder.getInstance().quoteAsString(value);
        reserve(quoted.length + 2);
        text[size++] = '"';
        System.arraycopy(quoted, 0, text, size, quoted.length);
        size += quoted.length;
        text[size++] = '"';
        return this;
    }

    /** Hands the text to a writer and starts anew. */
    void writeTo(Writer out) throws IOException {
        out.write(text, 0, size);
        size = 0;
    }

    @Override
    public String toString() {
        return new String(text, 0, size);
    }

    private void reserve(int more) {
        if (text.length - size < more) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, size + more));
        }
    }
}
