package tessera.traces.npy;

import java.util.List;

/** Reorders elements stored with the first axis fastest into row-major order. */
final class FortranOrder {
    private FortranOrder() {}

    static byte[] toRowMajor(byte[] elements, int elementBytes, List<Integer> shape) {
        byte[] ordered = new byte[elements.length];
        int axes = shape.size();
        int[] index = new int[axes];
        long[] strideBytes = new long[axes];
        long stride = elementBytes;
        for (int axis = 0; axis < axes; axis++) {
            strideBytes[axis] = stride;
            stride *= shape.get(axis);
        }
        long from = 0;
        for (int to = 0; to < ordered.length; to += elementBytes) {
            System.arraycopy(elements, (int) from, ordered, to, elementBytes);
            // Count up like an odometer, last axis fastest.
            for (int axis = axes - 1; axis >= 0; axis--) {
                from += strideBytes[axis];
                if (++index[axis] < shape.get(axis)) {
                    break;
                }
                from -= strideBytes[axis] * shape.get(axis);
                index[axis] = 0;
            }
        }
        return ordered;
    }
}
