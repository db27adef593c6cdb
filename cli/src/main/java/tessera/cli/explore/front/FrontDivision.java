package tessera.cli.explore.front;

import java.util.Arrays;

/**
 * The front of distinct points in lexicographic order, by divide and conquer. The first half cannot be dominated by the
 * second; so each half's own front is found, and of the second half's those go that somebody of the first half's is at
 * most as large as in every objective but the first. That question ("who of B is weakly dominated by some A?") is split
 * again at the median of the last objective, which settles that objective for the pair (A below, B above) and leaves one
 * objective less; with two objectives left, one sweep answers it.
 *
 * <p>Lists are kept in the order of the second objective throughout, merged like in a merge sort, so nothing is sorted
 * twice. Worst case O(n log^(m−1) n) for m objectives; small pairs are compared outright.
 *
 * <p><b>Source:</b> Kung, Luccio, Preparata: On finding the maxima of a set of vectors, Journal of the ACM 22(4), 1975;
 * the three-way split that makes ties safe: Fortin, Grenier, Parizeau: Generalizing the improved run-time complexity
 * algorithm for non-dominated sorting, GECCO 2013.
 */
final class FrontDivision {
    /** Pairs up to this are compared outright: cheaper than splitting. */
    private static final long OUTRIGHT_PAIRS = 1024;

    private static final int BELOW = 0;
    private static final int EQUAL = 1;
    private static final int ABOVE = 2;

    /** Objectives after the first, {@code [objective][point]}. */
    private final double[][] columns;

    private final boolean[] isOn;

    private FrontDivision(double[][] columns, boolean[] isOn) {
        this.columns = columns;
        this.isOn = isOn;
    }

    /**
     * Marks who is on the front.
     *
     * @param columns objectives after the first, at least two, {@code [objective][point]}; points distinct and in
     *     lexicographic order of all objectives, the first included
     * @param isOn one a point; overwritten
     */
    static void mark(double[][] columns, boolean[] isOn) {
        Arrays.fill(isOn, true);
        new FrontDivision(columns, isOn).front(0, isOn.length);
    }

    /** Front of the points from {@code from} to before {@code to}, in the order of the second objective. */
    private int[] front(int from, int to) {
        if (to - from <= 1) {
            return to == from ? new int[0] : new int[] {from};
        }
        int middle = (from + to) >>> 1;
        int[] left = front(from, middle);
        int[] right = front(middle, to);
        filter(left, right, columns.length - 1);
        return merge(left, alive(right));
    }

    private int[] alive(int[] points) {
        int[] kept = new int[points.length];
        int count = 0;
        for (int point : points) {
            if (isOn[point]) {
                kept[count++] = point;
            }
        }
        return count == kept.length ? kept : Arrays.copyOf(kept, count);
    }

    private int[] merge(int[] a, int[] b) {
        double[] key = columns[0];
        int[] merged = new int[a.length + b.length];
        int i = 0;
        int j = 0;
        for (int k = 0; k < merged.length; k++) {
            merged[k] = j == b.length || (i < a.length && key[a[i]] <= key[b[j]]) ? a[i++] : b[j++];
        }
        return merged;
    }

    /** Takes those of b off the front that some a is at most as large as in columns 0 to {@code last}. */
    private void filter(int[] a, int[] b, int last) {
        if (a.length == 0 || b.length == 0) {
            return;
        }
        if ((long) a.length * b.length <= OUTRIGHT_PAIRS) {
            compareAll(a, b, last);
        } else if (last == 1) {
            sweep(a, b);
        } else {
            split(a, b, last);
        }
    }

    private void compareAll(int[] a, int[] b, int last) {
        for (int candidate : b) {
            for (int i = 0; i < a.length && isOn[candidate]; i++) {
                isOn[candidate] = !isWeaklyDominated(candidate, a[i], last);
            }
        }
    }

    private boolean isWeaklyDominated(int candidate, int by, int last) {
        for (int k = 0; k <= last; k++) {
            if (columns[k][by] > columns[k][candidate]) {
                return false;
            }
        }
        return true;
    }

    /** Two columns left: by rising column 0, with the smallest column 1 of a so far. */
    private void sweep(int[] a, int[] b) {
        double[] x = columns[0];
        double[] y = columns[1];
        double smallest = Double.POSITIVE_INFINITY;
        int next = 0;
        for (int candidate : b) {
            for (; next < a.length && x[a[next]] <= x[candidate]; next++) {
                smallest = Math.min(smallest, y[a[next]]);
            }
            if (next > 0 && smallest <= y[candidate]) {
                isOn[candidate] = false;
            }
        }
    }

    private void split(int[] a, int[] b, int last) {
        double pivot = pivot(columns[last], a, b);
        int[][] as = parts(a, columns[last], pivot);
        int[][] bs = parts(b, columns[last], pivot);
        filter(as[BELOW], bs[BELOW], last);
        filter(as[BELOW], bs[EQUAL], last - 1);
        filter(as[EQUAL], alive(bs[EQUAL]), last - 1);
        filter(as[BELOW], bs[ABOVE], last - 1);
        filter(as[EQUAL], alive(bs[ABOVE]), last - 1);
        filter(as[ABOVE], alive(bs[ABOVE]), last);
    }

    /** Those whose value is below, at and above the pivot, each in their order. */
    private static int[][] parts(int[] points, double[] column, double pivot) {
        byte[] side = new byte[points.length];
        int[] counts = new int[3];
        for (int i = 0; i < points.length; i++) {
            double value = column[points[i]];
            side[i] = (byte) (value < pivot ? BELOW : value == pivot ? EQUAL : ABOVE);
            counts[side[i]]++;
        }
        int[][] parts = {new int[counts[BELOW]], new int[counts[EQUAL]], new int[counts[ABOVE]]};
        Arrays.fill(counts, 0);
        for (int i = 0; i < points.length; i++) {
            parts[side[i]][counts[side[i]]++] = points[i];
        }
        return parts;
    }

    /** A value near the median of both lists: the median of evenly spaced members, so that the split is fixed. */
    private static double pivot(double[] column, int[] a, int[] b) {
        int total = a.length + b.length;
        int count = Math.min(total, 65);
        double[] sample = new double[count];
        for (int i = 0; i < count; i++) {
            int at = (int) ((long) i * total / count);
            sample[i] = column[at < a.length ? a[at] : b[at - a.length]];
        }
        Arrays.sort(sample);
        return sample[count / 2];
    }
}
