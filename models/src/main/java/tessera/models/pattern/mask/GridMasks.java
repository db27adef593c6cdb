package tessera.models.pattern.mask;

import java.util.function.IntUnaryOperator;
import tessera.models.pattern.input.AttentionShape;

/**
 * Masks that see tokens as frames or as a square grid. Frames are the layout's first axis where it has several; a layout of one
 * axis is cut into as many frames as the method says. A square grid is the layout's last axis wide, or ⌈√tokens⌉.
 */
final class GridMasks {
    private GridMasks() {}

    /** Tokens in a frame, rounded up. */
    static int frameSize(AttentionShape shape, int frames) {
        int count = shape.layout().size() > 1 ? shape.layout().get(0) : Math.min(frames, shape.keyCount());
        return (shape.keyCount() + count - 1) / count;
    }

    static int gridWidth(AttentionShape shape) {
        return shape.layout().size() > 1
                ? shape.layout().get(shape.layout().size() - 1)
                : (int) Math.ceil(Math.sqrt(shape.keyCount()));
    }

    static StaticSpec frameDiagonals(int frames, double halfWidthShare, int reach) {
        return (shape, layer, head) -> {
            int size = frameSize(shape, frames);
            int half = (int) Math.round(halfWidthShare * size);
            return StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> {
                long at = shape.position(query);
                for (long distance = -reach; distance <= reach; distance++) {
                    long middle = at + distance * size;
                    out.add(middle - half, middle + half + 1);
                }
            });
        };
    }

    static StaticSpec frameStripes(int frames, double share, int wholeFrames) {
        return (shape, layer, head) -> {
            int size = frameSize(shape, frames);
            int stripe = Math.max(1, (int) Math.round(share * size));
            return StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> {
                out.add(0, (long) wholeFrames * size);
                for (long start = 0; start < shape.keyCount(); start += size) {
                    out.add(start, start + stripe);
                }
                long at = shape.position(query);
                out.add(at, at + 1);
            });
        };
    }

    /** Up to the end of a row of the grid, where queries are the keys' own tokens. */
    private static IntUnaryOperator inRows(AttentionShape shape, int width) {
        return shape.queryCount() == shape.keyCount() ? StaticMask.inRunsOf(width) : query -> query + 1;
    }

    static StaticSpec axial(int halfWidth) {
        return (shape, layer, head) -> {
            int width = gridWidth(shape);
            int rows = (shape.keyCount() + width - 1) / width;
            return StaticMask.steady(inRows(shape, width), (query, out) -> {
                int at = shape.position(query);
                int row = at / width;
                int column = at % width;
                out.add(
                        (long) row * width + Math.max(0, column - halfWidth),
                        (long) row * width + Math.min(width, column + halfWidth + 1));
                for (int r = Math.max(0, row - halfWidth); r <= Math.min(rows - 1, row + halfWidth); r++) {
                    long place = (long) r * width + column;
                    out.add(place, place + 1);
                }
            });
        };
    }

    static StaticSpec axialStride(int step) {
        return (shape, layer, head) -> new AxialStrideMask(shape, step);
    }
}
