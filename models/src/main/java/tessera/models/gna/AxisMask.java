package tessera.models.gna;

/**
 * The exact mask along one axis of {@code length} tokens without dilation (a dilated axis is one such mask per dilation
 * class): query i sees the keys j with {@code firstKey(i) <= j < endKey(i)}. With w window, s stride, n length:
 *
 * <pre>
 *   g = i − i mod s                                 first query of the group that shares a window
 *   bidirectional:  L  = min(g + floor(s/2), n−1)   leader of the group
 *                   lo = clamp(L − floor(w/2), 0, n−w),  hi = lo + w
 *   causal:         L  = min(g + s − 1, n−1)
 *                   lo = max(0, L − w + 1),              hi = i + 1
 * </pre>
 *
 * Both ends never decrease with i, and since s ≤ w the keys of neighbouring queries leave no hole between them: the keys
 * of a run of queries are one interval.
 *
 * <p><b>Source:</b> arXiv 2504.16922 section 3 and the window functions of NATTEN, restated in docs/gna.md.
 */
public final class AxisMask {
    private final int length;
    private final int window;
    private final Divisor stride;
    private final boolean isCausal;
    private final int leaderOffset;
    private final int leftReach;
    private final int latestStart;

    /** The mask of n = {@code length} tokens, 1 ≤ stride ≤ window ≤ length (a {@link GnaAxis} checks that). */
    public AxisMask(int length, int window, int stride, boolean isCausal) {
        this.length = length;
        this.window = window;
        this.stride = new Divisor(stride);
        this.isCausal = isCausal;
        this.leaderOffset = isCausal ? stride - 1 : stride / 2;
        this.leftReach = isCausal ? window - 1 : window / 2;
        this.latestStart = isCausal ? length - 1 : length - window;
    }

    public int length() {
        return length;
    }

    public int window() {
        return window;
    }

    public int stride() {
        return stride.value();
    }

    public boolean isCausal() {
        return isCausal;
    }

    /** First key that the query sees; query in 0 .. length−1. */
    public int firstKey(int query) {
        int group = stride.floor(query) * stride.value();
        // group + leaderOffset could pass 2^31 − 1
        int leader = group > length - 1 - leaderOffset ? length - 1 : group + leaderOffset;
        return Math.min(latestStart, Math.max(0, leader - leftReach));
    }

    /** One past the last key that the query sees. */
    public int endKey(int query) {
        return isCausal ? query + 1 : firstKey(query) + window;
    }

    /** Attended (query, key) pairs: length × window, or an arithmetic series over the groups of a causal axis. */
    public long attendedPairs() {
        if (!isCausal) {
            return (long) length * window;
        }
        int stride = stride();
        // Sum of endKey minus sum of firstKey. Group k of s queries starts at max(0, k·s + s − w).
        long ends = (long) length * (length + 1L) / 2;
        long fullGroups = length / stride;
        long unclamped = (window - 1L) / stride;
        long firsts = 0;
        if (fullGroups > unclamped) {
            long terms = fullGroups - unclamped;
            long twiceMean = (unclamped + fullGroups - 1) * stride + 2L * (stride - window);
            firsts = stride * (twiceMean * terms / 2);
        }
        long tail = length % stride;
        return ends - firsts - tail * (length - (long) window);
    }

    /** One past the last query of the stride group that holds the query; at most the length. */
    int groupEnd(int query) {
        int group = stride.floor(query) * stride.value();
        return group > length - stride.value() ? length : group + stride.value();
    }

    /** Queries 0 .. result−1 have firstKey 0: the window is clamped at the left border. */
    int leftClampedEnd() {
        if (window == length) {
            return length;
        }
        int lastGroup = stride.floor(leftReach - leaderOffset) * stride.value();
        return lastGroup > length - stride.value() ? length : lastGroup + stride.value();
    }

    /**
     * Queries from here on are not regular: bidirectional, their window ends at the right border; causal, they belong to
     * the ragged last group whose leader is clipped. {@code length} when there are none.
     */
    int rightClampedStart() {
        if (isCausal) {
            return stride.floor(length) * stride.value();
        }
        int firstClamped = length - window + leftReach - leaderOffset;
        return (int) Math.min(length, (long) stride.ceil(firstClamped) * stride.value());
    }
}
