package tessera.extras.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.traces.check.InputException;

/**
 * A model whose figures are random bits drawn from the point's number: any mix-up of points, levels or bits shows.
 *
 * @param file that must be there to build it; empty: none
 * @param delayMs for each point
 */
record HashRecipe(String file, int delayMs) implements ModelRecipe {
    private static final int COLUMNS = 3;

    @Override
    public DesignModel build() {
        if (!file.isEmpty() && !Files.exists(Path.of(file))) {
            throw new InputException(file + ": expected a trace, found nothing there");
        }
        return new DesignModel() {
            @Override
            public List<String> figures() {
                return List.of("a", "b", "c");
            }

            @Override
            public Outcome evaluate(long point, Level level) {
                if (point < 0) {
                    throw new IllegalStateException("no point " + point);
                }
                pause();
                SplittableRandom random = new SplittableRandom(point * 3 + level.ordinal());
                double[] values = new double[COLUMNS];
                for (int i = 0; i < COLUMNS; i++) {
                    values[i] = Double.longBitsToDouble(random.nextLong());
                }
                return new Outcome(point, level, (int) (point % 3) - 2, values);
            }

            @Override
            public String refusal(long point) {
                return "";
            }
        };
    }

    private void pause() {
        try {
            if (delayMs > 0) {
                Thread.sleep(delayMs);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> digests() {
        return file.isEmpty() ? Map.of() : Map.of("workload " + file, Sha256.of(file));
    }
}
