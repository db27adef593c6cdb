package tessera.traces.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Passes text on until a line becomes too long to be one: what reads lines would keep such a file in memory whole. */
final class LineLimit extends FilterReader {
    /** A line that a person or a program writes has hundreds. */
    static final int MOST_CHARACTERS = 1 << 16;

    private int length;

    LineLimit(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] into, int at, int most) throws IOException {
        int count = super.read(into, at, most);
        if (count > 0 && length + count <= MOST_CHARACTERS) {
            length = behindLastBreak(into, at, count);
        } else {
            checkEach(into, at, count);
        }
        return count;
    }

    /** Length so far of the line that these characters end in, where none in them can be too long. */
    private int behindLastBreak(char[] text, int at, int count) {
        for (int i = at + count - 1; i >= at; i--) {
            if (isBreak(text[i])) {
                return at + count - 1 - i;
            }
        }
        return length + count;
    }

    private void checkEach(char[] text, int at, int count) throws IOException {
        for (int i = at; i < at + count; i++) {
            length = isBreak(text[i]) ? 0 : length + 1;
            if (length > MOST_CHARACTERS) {
                throw new IOException("a line has more than " + MOST_CHARACTERS + " characters");
            }
        }
    }

    private static boolean isBreak(char character) {
        return character == '\n' || character == '\r';
    }
}
