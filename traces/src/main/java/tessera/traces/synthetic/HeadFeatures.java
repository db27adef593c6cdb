package tessera.traces.synthetic;

import java.util.List;
import java.util.SplittableRandom;
import tessera.traces.trace.TraceShape;

/**
 * Makes the vectors of one key/value head and of the query heads that read it. Keys carry features of strength one,
 * queries how much their head cares; queries are multiplied by sqrt(headDim), which the attention divides by.
 *
 * <p>Places are written as in RoPE (arXiv 2104.09864): for geometric frequencies w, a key at x has cos wx and sin wx, and
 * a query at y the same, so that their product is the mean of cos w(y − x), which falls with the logarithm of the
 * distance between the radius and the length of the axis and does not come back within it.
 */
final class HeadFeatures {
    private final TraceShape shape;
    private final HeadRecipe recipe;
    private final FeatureLayout features;
    private final long seed;
    private final double[] frequencies;
    private final int[] axisOfPair;

    HeadFeatures(TraceShape shape, HeadRecipe recipe, long seed) {
        this.shape = shape;
        this.recipe = recipe;
        this.seed = seed;
        int axisCount = shape.layout().size();
        features = FeatureLayout.of(shape.headDim(), axisCount, recipe.block() != 0);
        frequencies = new double[features.pairs()];
        axisOfPair = new int[features.pairs()];
        for (int pair = 0; pair < frequencies.length; pair++) {
            int axis = pair % axisCount;
            int ofAxis = (features.pairs() - axis + axisCount - 1) / axisCount;
            axisOfPair[pair] = axis;
            frequencies[pair] =
                    frequency(pair / axisCount, ofAxis, shape.layout().get(axis));
        }
    }

    /** From 1.5 / radius down to 1.5 / length. */
    private double frequency(int index, int count, int length) {
        double longest = Math.max(length, recipe.radius() * 2);
        double share = count == 1 ? 0.5 : (double) index / (count - 1);
        return 1.5 / recipe.radius() * Math.pow(recipe.radius() / longest, share);
    }

    /** Keys {@code [key][headDim]}. */
    float[] keys() {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ranks = ranks(random);
        boolean[] isStriped = stripes(random);
        float[] keys = new float[shape.keyCount() * shape.headDim()];
        for (int key = 0; key < shape.keyCount(); key++) {
            int at = key * shape.headDim();
            if (key > 0 && random.nextDouble() < recipe.ties()) {
                System.arraycopy(keys, at - shape.headDim(), keys, at, shape.headDim());
                continue;
            }
            keys[at + FeatureLayout.SINK] = key == 0 ? 1 : 0;
            // Token 0 has the middle rank, so that the sink's strength alone says what it gets.
            keys[at + FeatureLayout.ZIPF] = (float) -Math.log(key == 0 ? 1 + shape.keyCount() / 2.0 : 1.0 + ranks[key]);
            keys[at + FeatureLayout.STRIPE] = isStriped[key] ? 1 : 0;
            for (int pair = 0; pair < features.pairs(); pair++) {
                double angle = frequencies[pair] * coordinate(key, axisOfPair[pair]);
                keys[at + FeatureLayout.PLACES + 2 * pair] = (float) Math.cos(angle);
                keys[at + FeatureLayout.PLACES + 2 * pair + 1] = (float) Math.sin(angle);
            }
            code(key, keys, at, 1);
            for (int i = 0; i < features.chances(); i++) {
                keys[at + features.firstChance() + i] = (float) random.nextGaussian();
            }
        }
        return keys;
    }

    /** Queries {@code [query][headDim]} of a head that reads these keys; {@code own} differs in strengths only. */
    float[] queries(HeadRecipe own, long ownSeed) {
        SplittableRandom random = new SplittableRandom(ownSeed);
        int headDim = shape.headDim();
        double root = Math.sqrt(headDim);
        double chance = own.noise() * root / Math.sqrt(features.chances());
        double fresh = Math.sqrt(1 - own.correlation() * own.correlation());
        double[] state = new double[features.chances()];
        float[] queries = new float[shape.queryCount() * headDim];
        for (int query = 0; query < shape.queryCount(); query++) {
            int at = query * headDim;
            int place = query + Math.max(0, shape.keyCount() - shape.queryCount());
            queries[at + FeatureLayout.SINK] = (float) (own.sink() * root);
            queries[at + FeatureLayout.ZIPF] = (float) (own.zipf() * root);
            queries[at + FeatureLayout.STRIPE] = (float) (own.stripe() * root);
            places(own, Math.min(place, shape.keyCount() - 1), queries, at, root / features.pairs());
            code(place, queries, at, (float) (own.block() * root));
            for (int i = 0; i < state.length; i++) {
                double news = random.nextGaussian();
                state[i] = query == 0 ? news : own.correlation() * state[i] + fresh * news;
                queries[at + features.firstChance() + i] = (float) (chance * state[i]);
            }
        }
        return queries;
    }

    /** Values {@code [key][headDim]}: chance. */
    float[] values(long ownSeed) {
        SplittableRandom random = new SplittableRandom(ownSeed);
        float[] values = new float[shape.keyCount() * shape.headDim()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private void places(HeadRecipe own, int place, float[] queries, int at, double scale) {
        int lastAxis = shape.layout().size() - 1;
        for (int pair = 0; pair < features.pairs(); pair++) {
            double w = frequencies[pair];
            double angle = w * coordinate(place, axisOfPair[pair]);
            double shifted = axisOfPair[pair] == lastAxis ? angle - w * own.slashOffset() : angle;
            double even = own.local() * Math.cos(angle) + own.slash() * Math.cos(shifted);
            double odd = own.local() * Math.sin(angle) + own.slash() * Math.sin(shifted);
            queries[at + FeatureLayout.PLACES + 2 * pair] = (float) (even * scale);
            queries[at + FeatureLayout.PLACES + 2 * pair + 1] = (float) (odd * scale);
        }
    }

    /** Random signs of a block, the same for all its tokens; their product is 1 in one block and small across. */
    private void code(int token, float[] into, int at, float strength) {
        if (features.codes() == 0) {
            return;
        }
        SplittableRandom signs = new SplittableRandom(seed ^ 0x9e3779b97f4a7c15L * (1 + token / recipe.blockSize()));
        for (int i = 0; i < features.codes(); i++) {
            // 1/sqrt(codes) on both sides, so that the product of equal codes is the strength.
            into[at + features.firstCode() + i] =
                    (float) ((signs.nextBoolean() ? strength : -strength) / Math.sqrt(features.codes()));
        }
    }

    private int coordinate(int token, int axis) {
        List<Integer> layout = shape.layout();
        int inner = 1;
        for (int i = axis + 1; i < layout.size(); i++) {
            inner *= layout.get(i);
        }
        return token / inner % layout.get(axis);
    }

    private int[] ranks(SplittableRandom random) {
        int[] ranks = new int[shape.keyCount()];
        for (int i = 0; i < ranks.length; i++) {
            int other = random.nextInt(i + 1);
            ranks[i] = ranks[other];
            ranks[other] = i;
        }
        return ranks;
    }

    private boolean[] stripes(SplittableRandom random) {
        boolean[] isStriped = new boolean[shape.keyCount()];
        for (int i = 0; i < Math.min(recipe.stripeCount(), isStriped.length); i++) {
            isStriped[random.nextInt(isStriped.length)] = true;
        }
        return isStriped;
    }
}
