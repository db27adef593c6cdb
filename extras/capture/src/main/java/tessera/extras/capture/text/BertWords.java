package tessera.extras.capture.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a normalised text into words: at white space, which goes, and around every punctuation character, which is a
 * word of its own.
 *
 * <p>Source: BertPreTokenizer of the Hugging Face tokenizers library.
 */
final class BertWords {
    private BertWords() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean isSpace = BertNormalizer.isSpace(c);
            boolean isPunctuation = isPunctuation(c);
            if (isSpace || isPunctuation) {
                flush(word, words);
            }
            if (isPunctuation) {
                words.add(Character.toString(c));
            } else if (!isSpace) {
                word.appendCodePoint(c);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isPunctuation(int c) {
        boolean isAscii = BertNormalizer.isBetween('!', c, '/')
                || BertNormalizer.isBetween(':', c, '@')
                || BertNormalizer.isBetween('[', c, '`')
                || BertNormalizer.isBetween('{', c, '~');
        return isAscii
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }
}
