package tessera.extras.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import tessera.cli.explore.store.Level;

/** The points of one task. */
final class Chunk implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] points;
    private final Level level;

    Chunk(List<Long> points, Level level) {
        this.points = points.stream().mapToLong(Long::longValue).toArray();
        this.level = level;
    }

    /** {@code points} in order, cut into parts of at most {@code size}. */
    static List<Chunk> of(List<Long> points, Level level, int size) {
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < points.size(); from += size) {
            chunks.add(new Chunk(points.subList(from, Math.min(points.size(), from + size)), level));
        }
        return chunks;
    }

    int size() {
        return points.length;
    }

    long point(int i) {
        return points[i];
    }

    Level level() {
        return level;
    }
}
