package tessera.traces.convert;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.traces.check.InputException;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyType;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;

/**
 * One tensor of one layer in a foreign array: axes and number format as they came. A batch axis of 1 is dropped.
 *
 * @param firstElement where the layer begins in the array
 */
record ForeignTensor(NpyArray array, int heads, int tokens, int headDim, boolean isTokensFirst, int firstElement) {
    /** The array of one layer, three axes or four with a batch of 1 in front. */
    static ForeignTensor of(NpyArray array, boolean isTokensFirst) {
        return layers(array, isTokensFirst, 1).get(0);
    }

    /** An array of all layers: four axes with the layers in front, or five with a batch of 1 behind them. */
    static List<ForeignTensor> layers(NpyArray array, boolean isTokensFirst) {
        List<Integer> shape = array.shape();
        if (shape.size() < 4) {
            return layers(array, isTokensFirst, 1);
        }
        return layers(array, isTokensFirst, shape.get(0));
    }

    private static List<ForeignTensor> layers(NpyArray array, boolean isTokensFirst, int layerCount) {
        List<Integer> axes = new ArrayList<>(array.shape());
        if (layerCount > 1 || axes.size() == 5) {
            axes.remove(0);
        }
        if (axes.size() == 4 && axes.get(0) == 1) {
            axes.remove(0);
        }
        if (axes.size() != 3 || axes.contains(0) || array.elementCount() == 0) {
            throw new InputException(array.place() + ": expected axes ["
                    + (isTokensFirst ? "tokens, heads" : "heads, tokens")
                    + ", head_dim] with a batch of 1 or none in front, got shape " + array.shape()
                    + "; export one sequence");
        }
        int heads = axes.get(isTokensFirst ? 1 : 0);
        int tokens = axes.get(isTokensFirst ? 0 : 1);
        List<ForeignTensor> layers = new ArrayList<>();
        for (int layer = 0; layer < layerCount; layer++) {
            layers.add(new ForeignTensor(
                    array, heads, tokens, axes.get(2), isTokensFirst, layer * heads * tokens * axes.get(2)));
        }
        return layers;
    }

    /** How the values are kept if nobody asks for anything else. */
    StoredPrecision ownPrecision() {
        return array.type().equals(NpyType.FLOAT16)
                ? StoredPrecision.FP16
                : array.type().equals(NpyType.INT8) ? StoredPrecision.INT8 : StoredPrecision.FP32;
    }

    /** The tensor as a trace keeps it; bytes that are already right are not copied. */
    StoredTensor stored(Optional<StoredPrecision> wanted, StoredPrecision own, double factor) {
        StoredPrecision precision = wanted.orElse(own);
        boolean isRight = !isTokensFirst && factor == 1 && array.type().equals(type(precision));
        if (isRight && precision != StoredPrecision.INT8) {
            return StoredTensor.floating(precision, slice(), heads);
        }
        if (isRight && wanted.isEmpty()) {
            float[] scales = new float[heads];
            java.util.Arrays.fill(scales, 1);
            return StoredTensor.int8(slice(), scales);
        }
        float[] values = values();
        for (int i = 0; factor != 1 && i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
        requireFinite(values);
        return StoredTensor.of(values, heads, precision);
    }

    /** The values, {@code [head][token][headDim]}. */
    float[] values() {
        float[] own = NpyArray.of(array.type(), List.of(heads, tokens, headDim), slice())
                .floats();
        if (!isTokensFirst) {
            return own;
        }
        float[] turned = new float[own.length];
        for (int token = 0; token < tokens; token++) {
            for (int head = 0; head < heads; head++) {
                System.arraycopy(
                        own, (token * heads + head) * headDim, turned, (head * tokens + token) * headDim, headDim);
            }
        }
        return turned;
    }

    private void requireFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputException(array.place() + ": head " + i / tokens / headDim + ", token "
                        + i / headDim % tokens + ", element " + i % headDim + ": expected a finite number, got "
                        + values[i]);
            }
        }
    }

    private ByteBuffer slice() {
        int bytes = array.type().bytes();
        return array.elements().slice(firstElement * bytes, heads * tokens * headDim * bytes);
    }

    private static NpyType type(StoredPrecision precision) {
        return switch (precision) {
            case INT8 -> NpyType.INT8;
            case FP16 -> NpyType.FLOAT16;
            case FP32 -> NpyType.FLOAT32;
        };
    }
}
