package tessera.models.pattern.score;

import java.util.Arrays;
import java.util.Random;
import tessera.models.pattern.input.Dots;

/** One score for each pair of blocks of a grid; −∞ where no query of the row sees a key of the column. */
public final class ScoreMap {
    private final Grid grid;
    private final float[] scores;
    private final boolean[] isLegal;

    /** A map of zeros on the legal cells. */
    public ScoreMap(Grid grid) {
        this.grid = grid;
        this.scores = new float[Math.multiplyExact(grid.rows(), grid.columns())];
        this.isLegal = new boolean[scores.length];
        int[] visible = grid.visible();
        int[] first = grid.firstKeys();
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                boolean legal = first[column] < visible[row];
                isLegal[row * grid.columns() + column] = legal;
                scores[row * grid.columns() + column] = legal ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** A map with the given scores, {@code [row][column]}, on the legal cells. */
    public ScoreMap(Grid grid, float[] values) {
        this(grid);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = isLegal[i] ? values[i] : Float.NEGATIVE_INFINITY;
        }
    }

    public Grid grid() {
        return grid;
    }

    public float get(int row, int column) {
        return scores[row * grid.columns() + column];
    }

    /** Sets a legal cell; others stay as they are. */
    public void set(int row, int column, float score) {
        int at = row * grid.columns() + column;
        scores[at] = isLegal[at] ? score : Float.NEGATIVE_INFINITY;
    }

    public boolean isLegal(int row, int column) {
        return isLegal[row * grid.columns() + column];
    }

    /** A copy of one row. */
    public float[] row(int row) {
        return Arrays.copyOfRange(scores, row * grid.columns(), (row + 1) * grid.columns());
    }

    public int legalCount(int row) {
        int count = 0;
        for (int column = 0; column < grid.columns(); column++) {
            count += isLegal(row, column) ? 1 : 0;
        }
        return count;
    }

    public long legalCount() {
        long count = 0;
        for (boolean legal : isLegal) {
            count += legal ? 1 : 0;
        }
        return count;
    }

    /** Replaces every row by its softmax over the legal cells. */
    public ScoreMap softmaxRows() {
        for (int row = 0; row < grid.rows(); row++) {
            float[] from = row(row);
            float[] to = new float[from.length];
            Dots.softmax(from, 0, from.length, to, 0);
            for (int column = 0; column < from.length; column++) {
                set(row, column, to[column]);
            }
        }
        return this;
    }

    /** Divides every row by its sum over the legal cells. */
    public ScoreMap normaliseRows() {
        for (int row = 0; row < grid.rows(); row++) {
            double sum = 0;
            for (int column = 0; column < grid.columns(); column++) {
                sum += isLegal(row, column) ? get(row, column) : 0;
            }
            for (int column = 0; column < grid.columns() && sum > 0; column++) {
                set(row, column, (float) (get(row, column) / sum));
            }
        }
        return this;
    }

    /** Adds another map on an equal grid, cell by cell. */
    public ScoreMap add(ScoreMap other) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += isLegal[i] ? other.scores[i] : 0;
        }
        return this;
    }

    /** Adds Gaussian noise of {@code sigma} times the standard deviation of the finite scores: a worse predictor. */
    public ScoreMap addNoise(double sigma, long seed) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (float score : scores) {
            if (Float.isFinite(score)) {
                sum += score;
                squares += (double) score * score;
                count++;
            }
        }
        if (sigma == 0 || count == 0) {
            return this;
        }
        double deviation = Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
        Random random = new Random(seed);
        for (int i = 0; i < scores.length; i++) {
            scores[i] += Float.isFinite(scores[i]) ? (float) (sigma * deviation * random.nextGaussian()) : 0;
        }
        return this;
    }
}
