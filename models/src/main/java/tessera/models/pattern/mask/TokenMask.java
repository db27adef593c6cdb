package tessera.models.pattern.mask;

import java.util.Arrays;
import tessera.models.pattern.input.AttentionShape;

/** Which keys each query of one head attends to, one bit a pair. */
public final class TokenMask {
    private final AttentionShape shape;
    private final int words;
    private final long[] bits;

    /** Nothing attended. */
    public TokenMask(AttentionShape shape) {
        this.shape = shape;
        this.words = (shape.keyCount() + 63) >> 6;
        this.bits = new long[Math.multiplyExact(words, shape.queryCount())];
    }

    /** Everything visible. */
    public static TokenMask dense(AttentionShape shape) {
        TokenMask mask = new TokenMask(shape);
        for (int i = 0; i < shape.queryCount(); i++) {
            mask.addRange(i, 0, shape.visibleKeys(i));
        }
        return mask;
    }

    public AttentionShape shape() {
        return shape;
    }

    /** Adds one pair unless the key is hidden from the query. */
    public void add(int query, int key) {
        if (key < shape.visibleKeys(query)) {
            bits[query * words + (key >> 6)] |= 1L << key;
        }
    }

    /** Adds keys from … to − 1; the caller has cut them to what is visible. */
    public void addRange(int query, int from, int to) {
        int row = query * words;
        for (int key = from; key < to; ) {
            int end = Math.min(to, (key | 63) + 1);
            bits[row + (key >> 6)] |= (-1L >>> (64 - (end - key))) << key;
            key = end;
        }
    }

    /** Adds a mask known from sizes. */
    public TokenMask add(StaticMask mask) {
        Spans spans = new Spans();
        for (int i = 0; i < shape.queryCount(); i++) {
            mask.spans(i, spans.clear(shape.visibleKeys(i)));
            for (int s = 0; s < spans.count(); s++) {
                addRange(i, spans.from(s), spans.to(s));
            }
        }
        return this;
    }

    /** Adds every pair of another mask of the same shape. */
    public TokenMask add(TokenMask other) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= other.bits[i];
        }
        return this;
    }

    public boolean has(int query, int key) {
        return (bits[query * words + (key >> 6)] >>> key & 1) != 0;
    }

    /** Attended keys of a query. */
    public int count(int query) {
        int count = 0;
        for (int w = query * words; w < (query + 1) * words; w++) {
            count += Long.bitCount(bits[w]);
        }
        return count;
    }

    /** Attended keys of a query from … to − 1. */
    public int count(int query, int from, int to) {
        int count = 0;
        int row = query * words;
        for (int key = from; key < to; ) {
            int end = Math.min(to, (key | 63) + 1);
            count += Long.bitCount(bits[row + (key >> 6)] & (-1L >>> (64 - (end - key))) << key);
            key = end;
        }
        return count;
    }

    public long pairCount() {
        long pairs = 0;
        for (long word : bits) {
            pairs += Long.bitCount(word);
        }
        return pairs;
    }

    /** Attended keys of a query, ascending. */
    public int[] keys(int query) {
        int[] keys = new int[count(query)];
        int found = 0;
        for (int w = 0; w < words; w++) {
            for (long rest = bits[query * words + w]; rest != 0; rest &= rest - 1) {
                keys[found++] = (w << 6) + Long.numberOfTrailingZeros(rest);
            }
        }
        return keys;
    }

    /** Keys that any of the queries attends to, ascending. */
    public int[] union(int[] queries) {
        long[] row = new long[words];
        for (int i : queries) {
            for (int w = 0; w < words; w++) {
                row[w] |= bits[i * words + w];
            }
        }
        int count = 0;
        for (long word : row) {
            count += Long.bitCount(word);
        }
        int[] keys = new int[count];
        int found = 0;
        for (int w = 0; w < words; w++) {
            for (long rest = row[w]; rest != 0; rest &= rest - 1) {
                keys[found++] = (w << 6) + Long.numberOfTrailingZeros(rest);
            }
        }
        return keys;
    }

    /** Gives every query that attends to nothing its own key. */
    public TokenMask withoutEmptyRows() {
        for (int i = 0; i < shape.queryCount(); i++) {
            if (count(i) == 0) {
                add(i, Math.min(shape.position(i), shape.visibleKeys(i) - 1));
            }
        }
        return this;
    }

    public boolean contains(TokenMask other) {
        for (int i = 0; i < bits.length; i++) {
            if ((other.bits[i] & ~bits[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenMask mask && Arrays.equals(bits, mask.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
