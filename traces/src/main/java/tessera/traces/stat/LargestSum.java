package tessera.traces.stat;

/** The sum of the k largest of some numbers, without sorting them all. */
final class LargestSum {
    private LargestSum() {}

    /** How many of {@code count} are "the top 10 %": a tenth, rounded up. */
    static int tenth(int count) {
        return (count + 9) / 10;
    }

    /**
     * Sum of the {@code k} largest of the first {@code count} numbers; reorders them. Quickselect with three-way
     * partition around the median of three: O(count) on average, also with many ties.
     */
    static double of(float[] numbers, int count, int k) {
        int low = 0;
        int high = count;
        // Invariant: everything before low is among the k largest, nothing from high on is.
        while (low < k && k < high) {
            float pivot = medianOfThree(numbers[low], numbers[(low + high) >>> 1], numbers[high - 1]);
            int larger = low;
            int smaller = high;
            for (int i = low; i < smaller; ) {
                if (numbers[i] > pivot) {
                    swap(numbers, i++, larger++);
                } else if (numbers[i] < pivot) {
                    swap(numbers, i, --smaller);
                } else {
                    i++;
                }
            }
            if (k <= larger) {
                high = larger;
            } else if (k >= smaller) {
                low = smaller;
            } else {
                break;
            }
        }
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += numbers[i];
        }
        return sum;
    }

    private static float medianOfThree(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(float[] numbers, int i, int j) {
        float kept = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = kept;
    }
}
