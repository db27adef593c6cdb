package tessera.traces.llama;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;

/**
 * The tokenizer file of llama2.c: a 32-bit integer (longest token in bytes), then for each token a binary32 score, a
 * 32-bit length and the token's bytes, little-endian. Tokens 0 to 2 are unknown, start and end of text; 3 to 258 the bytes
 * 0 to 255. Texts are merged pair by pair, best score first (SentencePiece BPE).
 */
final class LlamaTokenizer {
    static final int START = 1;
    static final int END = 2;
    private static final int FIRST_BYTE = 3;

    private final List<String> pieces = new ArrayList<>();
    private final List<Float> scores = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();

    private LlamaTokenizer(ByteSource source, int vocabularySize) {
        ByteBuffer bytes = ByteBuffer.wrap(source.read(0, (int) Math.min(source.size(), Integer.MAX_VALUE - 8)))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        require(source, bytes, 4, "the longest token's length", 0);
        bytes.getInt();
        for (int id = 0; id < vocabularySize; id++) {
            require(source, bytes, 8, "score and length of token " + id, vocabularySize);
            float score = bytes.getFloat();
            int length = bytes.getInt();
            if (length < 0 || !Float.isFinite(score)) {
                throw new InputException(source.name() + ": offset " + (bytes.position() - 8) + ": expected a score and"
                        + " a length for token " + id + " of a llama2.c tokenizer, found " + score + " and " + length);
            }
            require(source, bytes, length, length + " bytes of token " + id, vocabularySize);
            String piece = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
            bytes.position(bytes.position() + length);
            pieces.add(piece);
            scores.add(score);
            ids.putIfAbsent(piece, id);
        }
        if (bytes.hasRemaining()) {
            throw new InputException(source.name() + ": offset " + bytes.position() + ": expected the end after the "
                    + vocabularySize + " tokens that the checkpoint has, found " + bytes.remaining()
                    + " more bytes; does the tokenizer belong to this model?");
        }
    }

    /** Reads a tokenizer for a model of so many tokens, or says what is wrong with the file. */
    static LlamaTokenizer of(ByteSource source, int vocabularySize) {
        return new LlamaTokenizer(source, vocabularySize);
    }

    /** The token ids of a text: the start token, then the text with a space in front, as llama2.c does it. */
    List<Integer> encode(String text) {
        List<Integer> tokens = new ArrayList<>(List.of(START));
        if (!text.isEmpty() && ids.containsKey(" ")) {
            tokens.add(ids.get(" "));
        }
        text.codePoints().forEach(character -> addCharacter(Character.toString(character), tokens));
        while (mergeBest(tokens)) {
            // One pair a turn.
        }
        return tokens;
    }

    /** The text of the tokens without the start token and the space that {@link #encode} put in front. */
    String decode(List<Integer> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int previous = -1;
        for (int token : tokens) {
            if (token > END) {
                byte[] piece = bytesOf(token);
                int from = previous == START && piece.length > 0 && piece[0] == ' ' ? 1 : 0;
                bytes.write(piece, from, piece.length - from);
            }
            previous = token;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private byte[] bytesOf(int token) {
        String piece = pieces.get(token);
        return piece.matches("<0x[0-9A-F]{2}>")
                ? new byte[] {(byte) Integer.parseInt(piece.substring(3, 5), 16)}
                : piece.getBytes(StandardCharsets.UTF_8);
    }

    private void addCharacter(String character, List<Integer> tokens) {
        Integer id = ids.get(character);
        if (id != null) {
            tokens.add(id);
            return;
        }
        for (byte unit : character.getBytes(StandardCharsets.UTF_8)) {
            int token = FIRST_BYTE + (unit & 0xff);
            if (token >= pieces.size()) {
                throw new InputException("'" + character + "': expected characters that the tokenizer's "
                        + pieces.size() + " tokens can write, found none for it");
            }
            tokens.add(token);
        }
    }

    private boolean mergeBest(List<Integer> tokens) {
        float best = Float.NEGATIVE_INFINITY;
        int bestAt = -1;
        int bestToken = -1;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Integer merged = ids.get(pieces.get(tokens.get(i)) + pieces.get(tokens.get(i + 1)));
            if (merged != null && scores.get(merged) > best) {
                best = scores.get(merged);
                bestAt = i;
                bestToken = merged;
            }
        }
        if (bestAt < 0) {
            return false;
        }
        tokens.set(bestAt, bestToken);
        tokens.remove(bestAt + 1);
        return true;
    }

    private static void require(ByteSource source, ByteBuffer bytes, int count, String what, int vocabularySize) {
        if (bytes.remaining() < count) {
            throw new InputException(source.name() + ": offset " + bytes.position() + ": expected " + what
                    + " of a llama2.c tokenizer" + (vocabularySize > 0 ? " of " + vocabularySize + " tokens" : "")
                    + ", found the end of the file; does the tokenizer belong to this model?");
        }
    }
}
