package vision;

import static vision.TinyVit.PATCH;
import static vision.TinyVit.PIXELS;
import static vision.TinyVit.SIDE;
import static vision.TinyVit.TOKENS;

import java.util.SplittableRandom;

/** The pictures that the model is trained on, and what is hidden in them; both made from a seed. */
final class Pictures {
    private Pictures() {}

    /** A grey picture of a gradient with two to five shapes, as patches {@code [token][pixel]}, mean 0 or so. */
    static float[] picture(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = SIDE * PATCH;
        double[][] grey = new double[size][size];
        double tilt = random.nextDouble(-1, 1);
        double lean = random.nextDouble(-1, 1);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                grey[y][x] = tilt * (x - size / 2.0) / size + lean * (y - size / 2.0) / size;
            }
        }
        for (int shape = 2 + random.nextInt(4); shape > 0; shape--) {
            int kind = random.nextInt(3);
            double cx = random.nextDouble(size);
            double cy = random.nextDouble(size);
            double rx = random.nextDouble(5, 18);
            double ry = random.nextDouble(5, 18);
            double value = random.nextDouble(-1.5, 1.5);
            double period = random.nextDouble(5, 11);
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double dx = (x - cx) / rx;
                    double dy = (y - cy) / ry;
                    boolean isInside = kind == 0 ? dx * dx + dy * dy < 1 : Math.abs(dx) < 1 && Math.abs(dy) < 1;
                    if (isInside) {
                        grey[y][x] = kind == 2 ? value * Math.signum(Math.sin(2 * Math.PI * (x + y) / period)) : value;
                    }
                }
            }
        }
        float[] patches = new float[TOKENS * PIXELS];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int token = y / PATCH * SIDE + x / PATCH;
                patches[token * PIXELS + y % PATCH * PATCH + x % PATCH] = (float) grey[y][x];
            }
        }
        return patches;
    }

    static boolean[] hidden(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + 7);
        boolean[] hidden = new boolean[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            hidden[i] = random.nextBoolean();
        }
        return hidden;
    }
}
