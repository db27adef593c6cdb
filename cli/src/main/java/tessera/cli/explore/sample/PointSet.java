package tessera.cli.explore.sample;

/** A set of point numbers, as small as a {@link PointIndex}. */
public final class PointSet {
    private final PointIndex index = new PointIndex();

    /** Adds a point ≥ 0; false if it was in already. */
    public boolean add(long point) {
        int before = index.size();
        index.put(point, 0);
        return index.size() > before;
    }

    public boolean contains(long point) {
        return index.contains(point);
    }

    public int size() {
        return index.size();
    }
}
