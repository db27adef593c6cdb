package tessera.viz.chart;

/**
 * How the tiles along one side of a {@link TileMap} are ordered.
 *
 * @param label what they are, and their shape: "query tile 4x8x8, raster order"
 * @param groupSize axis labels stand at multiples of this: the tiles of one row or plane of a 2-D or 3-D layout; 1 if
 *     there is no such structure
 * @param groupName what one group is ("4 frames"); empty if group size is 1
 */
public record TileAxis(String label, int groupSize, String groupName) {
    public TileAxis {
        if (groupSize < 1) {
            throw new IllegalArgumentException("tile axis '" + label + "': group size " + groupSize + " is below 1");
        }
    }

    public static TileAxis of(String label) {
        return new TileAxis(label, 1, "");
    }
}
