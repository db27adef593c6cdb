package tessera.extras.capture;

import tessera.extras.capture.onnx.SoftmaxAttention;
import tessera.traces.check.InputException;

/**
 * One attention of a run, in the form that traces keep.
 *
 * @param label the softmax node
 * @param query {@code [head][query][headDim]}, scaled so that softmax(q · k / sqrt(headDim)) is the probability
 * @param key {@code [head][key][headDim]}
 * @param value {@code [head][key][headDim]}
 * @param probabilities the model's own, {@code [head][query][key]}
 */
record CapturedLayer(String label, HeadTensor query, HeadTensor key, HeadTensor value, HeadTensor probabilities) {
    static CapturedLayer of(SoftmaxAttention attention, TappedRun run) {
        HeadTensor query = run.heads(attention.query());
        double scale = Math.sqrt(query.columnCount());
        for (String multiplier : attention.multipliers()) {
            scale *= run.scalar(multiplier);
        }
        for (String divisor : attention.divisors()) {
            scale /= run.scalar(divisor);
        }
        // The usual 1/sqrt(headDim) cancels exactly up to rounding: then the queries stay as they are, bit for bit.
        HeadTensor scaled = Math.abs(scale - 1) < 1e-6 ? query : query.scaled(scale);
        return new CapturedLayer(
                        attention.label(),
                        scaled,
                        run.heads(attention.keyTransposed()).transposed(),
                        run.heads(attention.value()),
                        run.heads(attention.probabilities()))
                .checked();
    }

    private CapturedLayer checked() {
        boolean isOne = query.headCount() == key.headCount()
                && query.headCount() == value.headCount()
                && query.columnCount() == key.columnCount()
                && query.columnCount() == value.columnCount()
                && key.rowCount() == value.rowCount()
                && probabilities.headCount() == query.headCount()
                && probabilities.rowCount() == query.rowCount()
                && probabilities.columnCount() == key.rowCount();
        if (!isOne) {
            throw new InputException(label + ": expected Q, K, V of the same heads and head dim and probabilities"
                    + " [head][query][key], found Q " + query.shapeText() + ", K " + key.shapeText() + ", V "
                    + value.shapeText() + ", P " + probabilities.shapeText());
        }
        return this;
    }
}
