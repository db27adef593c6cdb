package tessera.extras.capture.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Splits words into the longest pieces that the vocabulary has, left to right; a word that cannot be split wholly, or is
 * too long, is the unknown token.
 *
 * <p>Source: Wu et al., "Google's Neural Machine Translation System", section 4.1; greedy form as in BERT.
 *
 * @param vocabulary piece to token number
 * @param unknown token number of the unknown token
 * @param prefix what a piece that continues a word begins with, usually {@code ##}
 * @param longestWord characters (code points) beyond which a word is unknown
 */
record WordPiece(Map<String, Integer> vocabulary, int unknown, String prefix, int longestWord) {
    void split(String word, List<Integer> into) {
        if (word.codePointCount(0, word.length()) > longestWord) {
            into.add(unknown);
            return;
        }
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer piece = null;
            while (to > from && piece == null) {
                String candidate = (from > 0 ? prefix : "") + word.substring(from, to);
                piece = vocabulary.get(candidate);
                to = piece == null ? word.offsetByCodePoints(to, -1) : to;
            }
            if (piece == null) {
                into.add(unknown);
                return;
            }
            pieces.add(piece);
            from = to;
        }
        into.addAll(pieces);
    }
}
