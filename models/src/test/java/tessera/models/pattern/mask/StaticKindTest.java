package tessera.models.pattern.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.config.ConfigNode;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.BlockMask;
import tessera.traces.check.InputException;

class StaticKindTest {
    private static final List<String> MASKS = List.of(
            "{mask: full}",
            "{mask: band, width: 5}",
            "{mask: band_share, share: 0.25}",
            "{mask: sink, tokens: 3}",
            "{mask: global, rows: 2, columns: 1}",
            "{mask: tail, rows: 2, columns: 3}",
            "{mask: chunk, block: 8, look_back: 1}",
            "{mask: near_blocks, block: 4, tokens: 8}",
            "{mask: group_start, group: 16}",
            "{mask: aligned_band, width: 6, block: 8}",
            "{mask: power_of_two, block: 4}",
            "{mask: elastic_band, block: 4, alpha: 4, least_share: 0, most_share: 0.5}",
            "{mask: frame_diagonals, frames: 4, half_width: 0.1, reach: 2}",
            "{mask: frame_stripes, frames: 4, share: 0.2, whole_frames: 1}",
            "{mask: radial, frames: 4, block: 4, decay: 1, sink_frame: false}",
            "{mask: axial, half_width: 2}",
            "{mask: axial_stride, step: 2}",
            "{mask: axial_stride, step: 1}",
            "{mask: axial_stride, step: 3}",
            "{mask: axial_stride, step: 7}",
            "{mask: neighbours, k: 4, seed: 1}",
            "{mask: random, density: 0.2, seed: 1}");

    private static AttentionShape shape(int tokens, boolean causal) {
        return new AttentionShape("t", 1, 2, 2, tokens, tokens, 8, List.of(tokens), causal);
    }

    private static TokenMask tokens(String yaml, AttentionShape shape) {
        return new TokenMask(shape).add(mask(yaml, shape));
    }

    private static StaticMask mask(String yaml, AttentionShape shape) {
        return StaticKind.read(ConfigNode.parse("test", yaml), Lengths.AUTHORS).on(shape, 0, 1);
    }

    @Test
    void blocksFromSpansEqualBlocksCountedPairByPair() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            for (String yaml : MASKS) {
                String other = MASKS.get(random.nextInt(MASKS.size()));
                AttentionShape shape = shape(37 + random.nextInt(150), random.nextBoolean());
                int queryBlock = 1 + random.nextInt(48);
                int keyBlock = 1 + random.nextInt(48);
                String where = "seed " + seed + ": " + yaml + " and " + other + " " + shape + " blocks " + queryBlock
                        + " x " + keyBlock;
                assertBlocks(mask(yaml, shape), shape, queryBlock, keyBlock, where);
                assertBlocks(mask(yaml, shape).or(mask(other, shape)), shape, queryBlock, keyBlock, where);
            }
        }
    }

    /** Grids of all widths, small blocks among them: some are attended whole, the last may be a single key. */
    @Test
    void axialStridesAreCountedByRowsAsPairByPair() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int width = 1 + random.nextInt(20);
            int tokens = width * (1 + random.nextInt(15));
            boolean isCausal = random.nextBoolean();
            int queries = isCausal ? 1 + random.nextInt(tokens) : tokens;
            List<Integer> layout = random.nextBoolean() ? List.of(tokens / width, width) : List.of(tokens);
            AttentionShape shape = new AttentionShape("t", 1, 2, 2, queries, tokens, 8, layout, isCausal);
            String yaml = "{mask: axial_stride, step: " + (1 + random.nextInt(5)) + "}";
            int queryBlock = 1 + random.nextInt(1 + random.nextInt(40));
            int keyBlock = 1 + random.nextInt(1 + random.nextInt(40));
            String where = "seed " + seed + ": " + yaml + " " + shape + " blocks " + queryBlock + " x " + keyBlock;
            assertBlocks(mask(yaml, shape), shape, queryBlock, keyBlock, where);
        }
    }

    private static void assertBlocks(
            StaticMask mask, AttentionShape shape, int queryBlock, int keyBlock, String where) {
        TokenMask pairs = new TokenMask(shape).add(mask);
        BlockMask blocks = Blocks.of(mask, shape, queryBlock, keyBlock);
        assertEquals(pairs.pairCount(), blocks.pairCountAtMost(), where);
        long visitedPairs = 0;
        BitSet columns = new BitSet();
        for (int row = 0; row < blocks.queryBlockCount(); row++) {
            int visited = 0;
            long keys = 0;
            for (int column = 0; column < blocks.keyBlockCount(); column++) {
                int count = 0;
                for (int i = 0; i < blocks.queryBlockSize(row); i++) {
                    int from = column * keyBlock;
                    count += pairs.count(row * queryBlock + i, from, from + blocks.keyBlockSize(column));
                }
                assertEquals(count > 0, blocks.isVisited(row, column), where);
                assertEquals(count > 0, blocks.nextVisited(row, column) == column, where);
                columns.set(column, columns.get(column) || count > 0);
                int all = blocks.queryBlockSize(row) * blocks.keyBlockSize(column);
                assertEquals(count == all, blocks.isFull(row, column), where);
                visited += count > 0 ? 1 : 0;
                keys += count > 0 ? blocks.keyBlockSize(column) : 0;
                visitedPairs += count > 0 ? all : 0;
            }
            assertEquals(visited, blocks.visitedCount(row), where);
            assertEquals(keys, blocks.visitedKeys(row, blocks.uniformKeyBlock()), where);
            assertEquals(keys, blocks.visitedKeys(row, 0), where);
        }
        assertEquals(columns, blocks.visitedColumns(), where);
        assertEquals(visitedPairs, blocks.pairsOfVisitedBlocks(), where);
    }

    @Test
    void geometryIsWhatThePapersSay() {
        AttentionShape shape = shape(64, false);
        TokenMask sener =
                tokens("{mask: band, width: 5}", shape).add(tokens("{mask: global, rows: 1, columns: 1}", shape));
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                assertEquals(Math.abs(i - j) <= 4 || i == 0 || j == 0, sener.has(i, j), i + "," + j);
            }
        }
        TokenMask power = tokens("{mask: power_of_two, block: 4}", shape(64, true));
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j <= i; j++) {
                int distance = i / 4 - j / 4;
                assertEquals(distance > 0 && Integer.bitCount(distance) == 1, power.has(i, j), i + "," + j);
            }
        }
        // An 8 x 8 grid, every second pixel of row and column, itself included: 4 + 4 - 1 keys.
        TokenMask axial = tokens("{mask: axial_stride, step: 2}", shape);
        assertEquals(7, axial.count(0));
        assertTrue(axial.has(9, 11) && axial.has(9, 25) && !axial.has(9, 10));
    }

    @Test
    void reachDoublesWithEveryLayerOfPowersOfTwo() {
        // Through l layers of distances 0 and powers of two a block reaches at least 2^l - 1 blocks back.
        AttentionShape shape = shape(128, true);
        TokenMask mask = tokens("{mask: power_of_two, block: 1}", shape).add(tokens("{mask: band, width: 1}", shape));
        boolean[] reached = new boolean[128];
        reached[127] = true;
        for (int layer = 1; layer <= 7; layer++) {
            boolean[] next = new boolean[128];
            for (int i = 0; i < 128; i++) {
                for (int j = 0; j <= i && reached[i]; j++) {
                    next[j] |= mask.has(i, j);
                }
            }
            reached = next;
            int farthest = 0;
            while (!reached[farthest]) {
                farthest++;
            }
            assertTrue(127 - farthest >= (1 << layer) - 1 || farthest == 0, "layer " + layer);
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertTrue(assertThrows(InputException.class, () -> mask("{mask: bnad, width: 3}", shape(8, false)))
                .getMessage()
                .contains("did you mean 'band'?"));
        assertTrue(assertThrows(InputException.class, () -> mask("{mask: band}", shape(8, false)))
                .getMessage()
                .contains("'width' is missing"));
        String message = assertThrows(
                        InputException.class, () -> mask("{mask: chunk, block: 64, look_back: 0}", shape(8, false)))
                .getMessage();
        assertTrue(
                message.contains("64 tokens") && message.contains("8 keys") && message.contains("--scale auto"),
                message);
        assertFalse(StaticKind.names().isEmpty());
    }

    @Test
    void shrinksInProportion() {
        var section = ConfigNode.parse("t", "{a: 4096, b: 128}").section("a", "b");
        Lengths lengths = Lengths.inProportion(512, 32768);
        assertEquals(64, lengths.tokens(section, "a"));
        assertEquals(16, lengths.block(section, "b")); // An eighth, not a 64th.
        assertEquals(4096, Lengths.inProportion(65536, 32768).tokens(section, "a"));
    }
}
