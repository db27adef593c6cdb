package tessera.cli.explore.front;

/** Sorts rows of numbers by their first column, then the second, and so on, without boxing: merge sort, stable. */
final class LexicographicOrder {
    private static final int INSERTION = 12;

    private final double[][] rows;
    private int[] order;
    private double[] keys;
    private int[] otherOrder;
    private double[] otherKeys;

    private LexicographicOrder(double[][] rows, int[] order) {
        this.rows = rows;
        this.order = order;
        this.keys = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            keys[i] = rows[order[i]].length == 0 ? 0 : rows[order[i]][0];
        }
        this.otherOrder = order.clone();
        this.otherKeys = keys.clone();
    }

    /** The members, in lexicographic order of their rows; the array given is used up. */
    static int[] sorted(double[][] rows, int[] members) {
        LexicographicOrder sort = new LexicographicOrder(rows, members);
        for (int from = 0; from < members.length; from += INSERTION) {
            sort.insertion(from, Math.min(members.length, from + INSERTION));
        }
        for (int width = INSERTION; width < members.length; width *= 2) {
            for (int from = 0; from < members.length; from += 2 * width) {
                int middle = Math.min(members.length, from + width);
                sort.merge(from, middle, Math.min(members.length, middle + width));
            }
            sort.swap();
        }
        return sort.order;
    }

    /** As numbers compare: unlike {@link Double#compare}, −0 equals 0. */
    static int compare(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return a[i] < b[i] ? -1 : 1;
            }
        }
        return 0;
    }

    private boolean isAfter(double key, int row, double otherKey, int otherRow) {
        return key > otherKey || (key == otherKey && compare(rows[row], rows[otherRow]) > 0);
    }

    private void insertion(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            double key = keys[i];
            int row = order[i];
            int j = i;
            for (; j > from && isAfter(keys[j - 1], order[j - 1], key, row); j--) {
                keys[j] = keys[j - 1];
                order[j] = order[j - 1];
            }
            keys[j] = key;
            order[j] = row;
        }
    }

    private void merge(int from, int middle, int to) {
        int i = from;
        int j = middle;
        for (int k = from; k < to; k++) {
            boolean takesRight = i == middle || (j < to && isAfter(keys[i], order[i], keys[j], order[j]));
            int source = takesRight ? j++ : i++;
            otherKeys[k] = keys[source];
            otherOrder[k] = order[source];
        }
    }

    private void swap() {
        double[] spareKeys = keys;
        keys = otherKeys;
        otherKeys = spareKeys;
        int[] spareOrder = order;
        order = otherOrder;
        otherOrder = spareOrder;
    }
}
