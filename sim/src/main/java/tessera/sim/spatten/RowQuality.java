package tessera.sim.spatten;

import tessera.models.golden.DenseAttention;
import tessera.models.spatten.LayerWork;
import tessera.models.spatten.RowTask;
import tessera.traces.trace.AttentionTrace;

/**
 * What a layer's rows lost against dense attention in floating point.
 *
 * @param keptMass mean share of the dense probability on values used, 0 to 1
 * @param outputError ‖O − O'‖ / ‖O‖ over all rows executed
 */
record RowQuality(double keptMass, double outputError) {
    static RowQuality of(AttentionTrace trace, int layer, LayerWork work, TensorDatapath datapath) {
        double mass = 0;
        double errorSquares = 0;
        double outputSquares = 0;
        int head = -1;
        float[][] tensors = new float[0][];
        for (int row = 0; row < work.tasks().size(); row++) {
            RowTask task = work.tasks().get(row);
            if (task.head() != head) {
                head = task.head();
                tensors = new float[][] {trace.query(layer, head), trace.key(layer, head), trace.value(layer, head)};
            }
            int visible = trace.shape().visibleKeys(task.query());
            double[] probabilities =
                    DenseAttention.probabilities(tensors[0], task.query(), tensors[1], visible, trace.headDim());
            double[] dense = DenseAttention.output(probabilities, tensors[2], trace.headDim());
            for (int position : datapath.keptPositions(row)) {
                mass += probabilities[task.expected().keys()[position]];
            }
            long[] output = datapath.outputOf(row);
            for (int d = 0; d < output.length; d++) {
                double difference = dense[d] - output[d] * task.tensors().outputScale();
                errorSquares += difference * difference;
                outputSquares += dense[d] * dense[d];
            }
        }
        return new RowQuality(
                mass / work.tasks().size(), outputSquares == 0 ? 0 : Math.sqrt(errorSquares / outputSquares));
    }
}
