package tessera.traces.trace;

import java.util.List;
import tessera.traces.check.InputException;

/**
 * The sizes of a trace: every layer has the same.
 *
 * @param layerCount attention layers, ≥ 1
 * @param headCount query heads per layer, ≥ 1
 * @param kvHeadCount key/value heads per layer; divides {@code headCount}. Query head h reads key/value head
 *     h / (headCount / kvHeadCount) (grouped-query attention)
 * @param queryCount query tokens, ≥ 1
 * @param keyCount key and value tokens, ≥ 1
 * @param headDim elements of one query, key or value vector, ≥ 1
 * @param layout key tokens per axis, outermost first, 1 to 3 axes; the product is {@code keyCount}
 * @param causal whether query i attends only to keys 0 … i + keyCount − queryCount (the last query sees every key);
 *     needs keyCount ≥ queryCount
 * @param decodeStepCount how many of the last queries were computed one at a time, each with the keys up to its own in
 *     the cache; the queries before them at once (the prefill). 0 for a trace in one piece; more needs causal
 */
public record TraceShape(
        int layerCount,
        int headCount,
        int kvHeadCount,
        int queryCount,
        int keyCount,
        int headDim,
        List<Integer> layout,
        boolean causal,
        int decodeStepCount) {
    private static final long MOST_ELEMENTS = 1L << 38;

    public TraceShape {
        layout = List.copyOf(layout);
        atLeastOne("layers", layerCount);
        atLeastOne("heads", headCount);
        atLeastOne("kv_heads", kvHeadCount);
        atLeastOne("queries", queryCount);
        atLeastOne("keys", keyCount);
        atLeastOne("head_dim", headDim);
        if (headCount % kvHeadCount != 0) {
            throw new InputException("kv_heads = " + kvHeadCount + ": expected a divisor of heads = " + headCount
                    + " (each key/value head" + " serves the same number of query heads)");
        }
        checkLayout(layout, keyCount);
        if (causal && keyCount < queryCount) {
            throw new InputException("causal trace with " + queryCount + " queries and " + keyCount
                    + " keys: expected at least as many keys as queries");
        }
        if (decodeStepCount < 0 || decodeStepCount > (causal ? queryCount : 0)) {
            throw new InputException("decode_steps = " + decodeStepCount + ": expected 0 to "
                    + (causal ? queryCount + " (the queries)" : "0 in a trace that is not causal"));
        }
        checkSize(headCount, queryCount, headDim);
        checkSize(kvHeadCount, keyCount, headDim);
        long layer = (long) headCount * queryCount * headDim + 2L * kvHeadCount * keyCount * headDim;
        if (layer > MOST_ELEMENTS / layerCount) {
            throw new InputException("layers = " + layerCount + " of " + layer + " elements: expected at most "
                    + MOST_ELEMENTS + " elements in all (1 TiB); make fewer layers");
        }
    }

    /** A trace in one piece, without decode steps. */
    public TraceShape(
            int layerCount,
            int headCount,
            int kvHeadCount,
            int queryCount,
            int keyCount,
            int headDim,
            List<Integer> layout,
            boolean causal) {
        this(layerCount, headCount, kvHeadCount, queryCount, keyCount, headDim, layout, causal, 0);
    }

    /** Self-attention over a one-dimensional layout, as many key/value heads as query heads, not causal. */
    public static TraceShape selfAttention(int layerCount, int headCount, int tokenCount, int headDim) {
        return new TraceShape(
                layerCount, headCount, headCount, tokenCount, tokenCount, headDim, List.of(tokenCount), false);
    }

    /** Queries computed at once, before the decode steps. */
    public int prefillCount() {
        return queryCount - decodeStepCount;
    }

    /** Elements of a layer's query tensor. */
    public int queryElements() {
        return headCount * queryCount * headDim;
    }

    /** Elements of a layer's key tensor, and of its value tensor. */
    public int keyElements() {
        return kvHeadCount * keyCount * headDim;
    }

    /** The key/value head that a query head reads. */
    public int kvHead(int head) {
        return head / (headCount / kvHeadCount);
    }

    /** How many keys query i attends to: its keys are 0 … visibleKeys(i) − 1. */
    public int visibleKeys(int query) {
        return causal ? query + 1 + keyCount - queryCount : keyCount;
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new InputException(field + " = " + value + ": expected at least 1");
        }
    }

    private static void checkLayout(List<Integer> layout, int keyCount) {
        long product = layout.isEmpty() || layout.size() > 3 ? 0 : 1;
        for (int axis : layout) {
            product = axis < 1 || product > Integer.MAX_VALUE ? 0 : product * axis;
        }
        if (product != keyCount) {
            throw new InputException(
                    "layout = " + layout + ": expected 1 to 3 positive axes whose product is keys = " + keyCount);
        }
    }

    private static void checkSize(int heads, int tokens, int headDim) {
        long rows = (long) heads * tokens;
        // Four bytes an element must still fit a Java array.
        if (rows > Integer.MAX_VALUE / 4 / headDim) {
            throw new InputException("a layer's tensor of " + heads + " heads x " + tokens + " tokens x " + headDim
                    + " elements: expected at most " + Integer.MAX_VALUE / 4 + " elements; capture fewer tokens");
        }
    }
}
