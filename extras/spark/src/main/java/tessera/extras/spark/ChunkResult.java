package tessera.extras.spark;

import java.io.Serializable;
import java.util.List;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.store.Outcome;

/** Outcomes of a chunk's points as they travel: every bit of every value, without an object per point. */
final class ChunkResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String host;
    private final Trouble trouble;
    private final int[] constraints;
    private final long[] valueBits;

    private ChunkResult(String host, Trouble trouble, int[] constraints, long[] valueBits) {
        this.host = host;
        this.trouble = trouble;
        this.constraints = constraints;
        this.valueBits = valueBits;
    }

    static ChunkResult of(DesignModel model, Chunk chunk, String host) {
        int columns = model.figures().size();
        int[] constraints = new int[chunk.size()];
        long[] bits = new long[chunk.size() * columns];
        for (int i = 0; i < chunk.size(); i++) {
            Outcome outcome = model.evaluate(chunk.point(i), chunk.level());
            constraints[i] = outcome.constraint();
            for (int column = 0; column < columns; column++) {
                bits[i * columns + column] = Double.doubleToRawLongBits(outcome.value(column));
            }
        }
        return new ChunkResult(host, null, constraints, bits);
    }

    static ChunkResult failed(Trouble trouble, String host) {
        return new ChunkResult(host, trouble, new int[0], new long[0]);
    }

    /** Appends the outcomes of the points of {@code chunk}, or throws what kept the executor from computing them. */
    void addTo(List<Outcome> outcomes, Chunk chunk) {
        if (trouble != null) {
            throw trouble.on(host);
        }
        int columns = valueBits.length / Math.max(1, constraints.length);
        for (int i = 0; i < constraints.length; i++) {
            double[] values = new double[columns];
            for (int column = 0; column < columns; column++) {
                values[column] = Double.longBitsToDouble(valueBits[i * columns + column]);
            }
            outcomes.add(new Outcome(chunk.point(i), chunk.level(), constraints[i], values));
        }
    }
}
