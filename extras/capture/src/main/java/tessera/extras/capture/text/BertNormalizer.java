package tessera.extras.capture.text;

import java.text.Normalizer;

/**
 * Cleans a text before it is split: control characters go, every white space becomes a space, CJK ideographs stand alone,
 * accents and letter case go if asked for.
 *
 * <p>Source: BertNormalizer of the Hugging Face tokenizers library, whose answers a test compares.
 *
 * @param cleanText remove control characters and unify white space
 * @param handleChineseChars put spaces around CJK ideographs
 * @param stripAccents remove combining marks after canonical decomposition
 * @param lowercase lower-case every character on its own
 */
record BertNormalizer(boolean cleanText, boolean handleChineseChars, boolean stripAccents, boolean lowercase) {
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    String normalize(String text) {
        StringBuilder cleaned = new StringBuilder();
        text.codePoints().forEach(c -> clean(c, cleaned));
        String spaced = handleChineseChars ? spaced(cleaned) : cleaned.toString();
        String bare = stripAccents ? withoutMarks(spaced) : spaced;
        return lowercase ? lowercase(bare) : bare;
    }

    private void clean(int c, StringBuilder into) {
        if (!cleanText) {
            into.appendCodePoint(c);
        } else if (isSpace(c)) {
            into.append(' ');
        } else if (c != 0 && c != 0xfffd && !isControl(c)) {
            into.appendCodePoint(c);
        }
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Unicode's White_Space property. */
    static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    private static String spaced(CharSequence text) {
        StringBuilder spaced = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isIdeograph(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
            } else {
                spaced.appendCodePoint(c);
            }
        });
        return spaced.toString();
    }

    /** The CJK Unicode blocks of BERT's reference tokenizer. */
    private static boolean isIdeograph(int c) {
        return isBetween(0x4e00, c, 0x9fff)
                || isBetween(0x3400, c, 0x4dbf)
                || isBetween(0x20000, c, 0x2a6df)
                || isBetween(0x2a700, c, 0x2b73f)
                || isBetween(0x2b740, c, 0x2b81f)
                || isBetween(0x2b920, c, 0x2ceaf)
                || isBetween(0xf900, c, 0xfaff)
                || isBetween(0x2f800, c, 0x2fa1f);
    }

    static boolean isBetween(int first, int c, int last) {
        return first <= c && c <= last;
    }

    private static String withoutMarks(String text) {
        StringBuilder bare = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static String lowercase(String text) {
        StringBuilder lower = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == CAPITAL_I_WITH_DOT) {
                // The only character whose full lower case is two.
                lower.append("i\u0307");
            } else {
                lower.appendCodePoint(Character.toLowerCase(c));
            }
        });
        return lower.toString();
    }
}
