package tessera.extras.capture.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a text into the token numbers of a BERT-like encoder, special tokens at both ends included. Immutable. */
public final class BertTokenizer {
    private final BertNormalizer normalizer;
    private final WordPiece pieces;
    private final Map<String, Integer> addedTokens;
    private final List<Integer> before;
    private final List<Integer> after;

    BertTokenizer(
            BertNormalizer normalizer,
            WordPiece pieces,
            Map<String, Integer> addedTokens,
            List<Integer> before,
            List<Integer> after) {
        this.normalizer = normalizer;
        this.pieces = pieces;
        this.addedTokens = new LinkedHashMap<>(addedTokens);
        this.before = List.copyOf(before);
        this.after = List.copyOf(after);
    }

    /** Token numbers of the whole text. */
    public List<Integer> encode(String text) {
        List<Integer> tokens = new ArrayList<>(before);
        int from = 0;
        while (from < text.length()) {
            Added added = nextAdded(text, from);
            for (String word : BertWords.of(normalizer.normalize(text.substring(from, added.at)))) {
                pieces.split(word, tokens);
            }
            if (added.token != null) {
                tokens.add(addedTokens.get(added.token));
            }
            from = added.at + (added.token == null ? 0 : added.token.length());
            if (added.token == null) {
                break;
            }
        }
        tokens.addAll(after);
        return tokens;
    }

    /** The first {@code limit} tokens of an encoded text, its closing special tokens kept. */
    public List<Integer> truncated(List<Integer> tokens, int limit) {
        if (tokens.size() <= limit) {
            return tokens;
        }
        List<Integer> kept = new ArrayList<>(tokens.subList(0, limit - after.size()));
        kept.addAll(after);
        return kept;
    }

    /** Where the next special token stands literally in the text; a null token and the text's end if nowhere. */
    private record Added(int at, String token) {}

    private Added nextAdded(String text, int from) {
        Added next = new Added(text.length(), null);
        for (String token : addedTokens.keySet()) {
            int at = text.indexOf(token, from);
            boolean isLonger = at == next.at && next.token != null && token.length() > next.token.length();
            if (at >= 0 && (at < next.at || isLonger)) {
                next = new Added(at, token);
            }
        }
        return next;
    }
}
