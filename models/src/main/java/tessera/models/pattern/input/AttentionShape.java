package tessera.models.pattern.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.trace.AttentionTrace;

/**
 * The sizes of an attention stack, with or without values behind them. As {@link tessera.traces.trace.TraceShape}, but
 * not limited to what fits in memory.
 *
 * @param name for results: the trace's name, or the text it was read from
 * @param layerCount at least 1
 * @param headCount query heads, a multiple of {@code kvHeadCount}
 * @param kvHeadCount key/value heads
 * @param queryCount query tokens
 * @param keyCount key tokens
 * @param headDim elements of one vector
 * @param layout key tokens per axis, outermost first, 1 to 3 axes
 * @param isCausal whether query i sees keys 0 … i + keyCount − queryCount only
 */
public record AttentionShape(
        String name,
        int layerCount,
        int headCount,
        int kvHeadCount,
        int queryCount,
        int keyCount,
        int headDim,
        List<Integer> layout,
        boolean isCausal) {
    /** What a shape text starts with. */
    public static final String PREFIX = "layout:";

    private static final List<String> KEYS = List.of("heads", "kv_heads", "head_dim", "layers", "causal", "queries");

    public AttentionShape {
        layout = List.copyOf(layout);
        atLeastOne("layers", layerCount);
        atLeastOne("heads", headCount);
        atLeastOne("kv_heads", kvHeadCount);
        atLeastOne("queries", queryCount);
        atLeastOne("head_dim", headDim);
        if (headCount % kvHeadCount != 0) {
            throw new InputException("kv_heads = " + kvHeadCount + ": expected a divisor of heads = " + headCount
                    + " (each key/value head serves the same number of query heads)");
        }
        if (isCausal && queryCount > keyCount) {
            throw new InputException("causal with " + queryCount + " queries and " + keyCount
                    + " keys: expected at least as many keys as queries");
        }
    }

    public static AttentionShape of(AttentionTrace trace) {
        return new AttentionShape(
                trace.name(),
                trace.layerCount(),
                trace.headCount(),
                trace.kvHeadCount(),
                trace.queryCount(),
                trace.keyCount(),
                trace.headDim(),
                trace.layout(),
                trace.isCausal());
    }

    /**
     * Reads {@code layout:30x48x80,heads=24,head_dim=128}; further keys: kv_heads (default: heads), layers (1), causal
     * (no), queries (all tokens).
     */
    public static AttentionShape parse(String text) {
        String[] parts = text.substring(PREFIX.length()).split(",", -1);
        List<Integer> layout = new ArrayList<>();
        for (String axis : parts[0].split("x", -1)) {
            layout.add(number(text, "layout", axis));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length != 2 || !KEYS.contains(pair[0]) || values.put(pair[0], pair[1]) != null) {
                throw new InputException("'" + text + "': '" + parts[i] + "': expected each of "
                        + String.join(", ", KEYS) + " at most once, as key=value" + Nearest.hint(pair[0], KEYS));
            }
        }
        long tokens = 1;
        for (int axis : layout) {
            tokens *= axis;
            if (layout.size() > 3 || tokens > Integer.MAX_VALUE / 2) {
                throw new InputException("'" + text + "': expected 1 to 3 axes of at most 2^30 tokens together");
            }
        }
        int heads = number(text, "heads", values.getOrDefault("heads", "1"));
        String causal = values.getOrDefault("causal", "no");
        if (!causal.equals("yes") && !causal.equals("no")) {
            throw new InputException("'" + text + "': causal = '" + causal + "': expected yes or no");
        }
        return new AttentionShape(
                text,
                number(text, "layers", values.getOrDefault("layers", "1")),
                heads,
                number(text, "kv_heads", values.getOrDefault("kv_heads", Integer.toString(heads))),
                number(text, "queries", values.getOrDefault("queries", Long.toString(tokens))),
                (int) tokens,
                number(text, "head_dim", values.getOrDefault("head_dim", "128")),
                layout,
                causal.equals("yes"));
    }

    /** The same for one step of decoding: the last query alone. */
    public AttentionShape lastQuery() {
        return new AttentionShape(name, layerCount, headCount, kvHeadCount, 1, keyCount, headDim, layout, isCausal);
    }

    /** How many keys query i sees: keys 0 … visibleKeys(i) − 1. */
    public int visibleKeys(int query) {
        return isCausal ? query + 1 + keyCount - queryCount : keyCount;
    }

    /** Where query i stands among the keys: its own token in self-attention, in proportion where there are fewer queries. */
    public int position(int query) {
        if (isCausal) {
            return query + keyCount - queryCount;
        }
        return queryCount == keyCount ? query : (int) ((long) query * keyCount / queryCount);
    }

    /** Query heads that read one key/value head. */
    public int groupSize() {
        return headCount / kvHeadCount;
    }

    /** Pairs that a dense head computes. */
    public long densePairs() {
        if (!isCausal) {
            return (long) queryCount * keyCount;
        }
        long first = visibleKeys(0);
        return queryCount * (first + keyCount) / 2;
    }

    private static int number(String text, String key, String value) {
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
            throw new InputException("'" + text + "': " + key + " = '" + value
                    + "': expected a whole number from 1 on, as in layout:30x48x80,heads=24,head_dim=128");
        }
        return Integer.parseInt(value);
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new InputException(field + " = " + value + ": expected at least 1");
        }
    }
}
