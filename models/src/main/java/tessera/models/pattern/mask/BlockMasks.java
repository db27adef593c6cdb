package tessera.models.pattern.mask;

import tessera.models.config.ConfigSection;
import tessera.models.pattern.input.AttentionShape;

/** Masks on a grid of equal blocks. */
final class BlockMasks {
    /** Spreads consecutive heads evenly over [0, 1): the golden ratio's fraction. */
    private static final double SPREAD = 0.6180339887498949;

    private BlockMasks() {}

    /** A mask that looks the same from everywhere in a block of places. */
    private static StaticMask inBlocks(AttentionShape shape, int block, StaticMask mask) {
        int offset = shape.position(0);
        boolean isToken = shape.isCausal() || shape.queryCount() == shape.keyCount();
        return isToken
                ? StaticMask.steady(query -> StaticMask.inRunsOf(block).applyAsInt(query + offset) - offset, mask)
                : mask;
    }

    static StaticSpec chunk(int block, int lookBack) {
        return (shape, layer, head) -> {
            Lengths.checked("chunk block", block, shape);
            return inBlocks(shape, block, (query, out) -> {
                long own = shape.position(query) / block;
                out.add((own - lookBack) * block, (own + 1) * block);
            });
        };
    }

    static StaticSpec near(int block, int tokens) {
        return (shape, layer, head) -> {
            int count = Math.max(1, (tokens + block - 1) / block);
            Lengths.checked("near_blocks block", block, shape);
            return inBlocks(shape, block, (query, out) -> {
                long own = shape.position(query) / block;
                out.add((own - count + 1) * block, (own + count) * block);
            });
        };
    }

    static StaticSpec groupStart(int group) {
        return (shape, layer, head) -> inBlocks(shape, group, (query, out) -> {
            long own = shape.position(query) / group;
            out.add(own * group, (own + 1) * group);
        });
    }

    static StaticSpec aligned(int width, int block) {
        return (shape, layer, head) -> (query, out) -> {
            int at = shape.position(query);
            out.add(Math.max(0L, at - width + 1L) / block * block, shape.isCausal() ? at + 1L : (long) at + width);
        };
    }

    static StaticSpec powerOfTwo(int block) {
        return (shape, layer, head) -> {
            Lengths.checked("power_of_two block", block, shape);
            return inBlocks(shape, block, (query, out) -> {
                long own = shape.position(query) / block;
                for (long distance = 1; distance * block <= shape.keyCount(); distance *= 2) {
                    out.add((own - distance) * block, (own - distance + 1) * block);
                    out.add((own + distance) * block, (own + distance + 1) * block);
                }
            });
        };
    }

    static StaticSpec elastic(ConfigSection section, Lengths lengths) {
        int block = lengths.block(section, "block");
        int alpha = lengths.tokens(section, "alpha");
        double least = section.number("least_share", 0, 1);
        double most = section.number("most_share", least, 1);
        return (shape, layer, head) -> {
            double place = ((long) layer * shape.headCount() + head) * SPREAD % 1;
            double span = alpha + (least + (most - least) * place) * shape.keyCount();
            return near(block, (int) Math.ceil(span)).on(shape, layer, head);
        };
    }
}
