package vision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A tiny vision transformer, trained and captured without libraries by the files of this folder:
 *
 * <pre>
 * javac -d target/vision traces/samples/vision/*.java
 * java -cp target/vision vision.TinyVit train weights.safetensors 400
 * java -cp target/vision vision.TinyVit capture weights.safetensors qkv.safetensors
 * </pre>
 *
 * Masked image modelling: of 64 x 64 grey pictures of shapes (made here, seeded), half of the 16 x 16 patches are hidden,
 * and the model says what was there. Pre-norm blocks, no biases, ReLU, fixed sine positions, Adam.
 */
final class TinyVit {
    static final int SIDE = 16;
    static final int TOKENS = SIDE * SIDE;
    static final int PATCH = 4;
    static final int PIXELS = PATCH * PATCH;
    static final int WIDTH = 64;
    static final int HEADS = 4;
    static final int HEAD_DIM = WIDTH / HEADS;
    static final int HIDDEN = 128;
    static final int LAYERS = 2;
    static final int BATCH = 4;
    /** The picture that is captured; training pictures have seeds from 1 up. */
    static final long CAPTURED_SEED = -1;

    final Map<String, float[]> weights = new LinkedHashMap<>();

    public static void main(String[] arguments) throws IOException {
        TinyVit vit = new TinyVit();
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "train" -> {
                vit.train(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 400);
                Tensors.write(Path.of(arguments[1]), vit.weights, vit.shapes());
            }
            case "capture" -> {
                Tensors.read(Path.of(arguments[1]), vit.weights);
                vit.capture(Path.of(arguments[2]));
            }
            default -> throw new IllegalArgumentException("expected train WEIGHTS [STEPS] or capture WEIGHTS QKV");
        }
    }

    TinyVit() {
        SplittableRandom random = new SplittableRandom(1);
        shapes().forEach((name, shape) -> {
            float[] values = new float[shape[0] * shape[1]];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() / Math.sqrt(shape[0]) * (shape[0] == 1 ? 0.02 : 1));
            }
            weights.put(name, values);
        });
    }

    Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("embed", new int[] {PIXELS, WIDTH});
        shapes.put("mask", new int[] {1, WIDTH});
        for (int layer = 0; layer < LAYERS; layer++) {
            for (String role : List.of("q", "k", "v", "o")) {
                shapes.put("layers." + layer + "." + role, new int[] {WIDTH, WIDTH});
            }
            shapes.put("layers." + layer + ".up", new int[] {WIDTH, HIDDEN});
            shapes.put("layers." + layer + ".down", new int[] {HIDDEN, WIDTH});
        }
        shapes.put("decode", new int[] {WIDTH, PIXELS});
        return shapes;
    }

    void train(int steps) {
        Map<String, float[]> mean = zeros();
        Map<String, float[]> square = zeros();
        long start = System.nanoTime();
        double smooth = 0;
        for (int step = 1; step <= steps; step++) {
            long first = (long) (step - 1) * BATCH + 1;
            List<Map<String, float[]>> all =
                    IntStream.range(0, BATCH).mapToObj(i -> zeros()).toList();
            List<Pass> passes = IntStream.range(0, BATCH)
                    .parallel()
                    .mapToObj(i -> new Pass(weights, Pictures.picture(first + i), Pictures.hidden(first + i))
                            .backward(all.get(i)))
                    .toList();
            double loss = passes.stream().mapToDouble(pass -> pass.loss / BATCH).sum();
            smooth = step == 1 ? loss : 0.95 * smooth + 0.05 * loss;
            double rate = 3e-3 * Math.min(1, step / 40.0) * 0.5 * (1 + Math.cos(Math.PI * step / steps));
            adam(all, mean, square, step, rate);
            if (step % 25 == 0) {
                System.err.printf("step %d loss %.4f (%.0f s)%n", step, smooth, (System.nanoTime() - start) * 1e-9);
            }
        }
    }

    private void adam(
            List<Map<String, float[]>> all, Map<String, float[]> mean, Map<String, float[]> square, int step, double rate) {
        double byMean = 1 - Math.pow(0.9, step);
        double bySquare = 1 - Math.pow(0.98, step);
        weights.forEach((name, values) -> {
            float[] m = mean.get(name);
            float[] s = square.get(name);
            for (int i = 0; i < values.length; i++) {
                float gradient = 0;
                for (Map<String, float[]> one : all) {
                    gradient += one.get(name)[i];
                }
                m[i] = 0.9f * m[i] + 0.1f * gradient;
                s[i] = 0.98f * s[i] + 0.02f * gradient * gradient;
                values[i] -= (float) (rate * (m[i] / byMean) / (Math.sqrt(s[i] / bySquare) + 1e-8));
            }
        });
    }

    /** Runs one picture, nothing hidden in it, and writes queries, keys, values and probabilities of every layer. */
    void capture(Path file) throws IOException {
        Pass pass = new Pass(weights, Pictures.picture(CAPTURED_SEED), new boolean[TOKENS]);
        pass.forward();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            Pass.Kept keep = pass.kept[layer];
            for (String role : List.of("q", "k", "v", "p")) {
                List<float[]> heads = new ArrayList<>();
                for (int head = 0; head < HEADS; head++) {
                    heads.add(switch (role) {
                        case "q" -> Arithmetic.slice(keep.q, head);
                        case "k" -> Arithmetic.slice(keep.k, head);
                        case "v" -> Arithmetic.slice(keep.v, head);
                        default -> keep.p[head];
                    });
                }
                int columns = heads.get(0).length / TOKENS;
                float[] joined = new float[HEADS * TOKENS * columns];
                for (int head = 0; head < HEADS; head++) {
                    System.arraycopy(heads.get(head), 0, joined, head * TOKENS * columns, TOKENS * columns);
                }
                tensors.put("layers." + layer + "." + role, joined);
                shapes.put("layers." + layer + "." + role, new int[] {HEADS, TOKENS, columns});
            }
        }
        Tensors.write(file, tensors, shapes);
    }

    private Map<String, float[]> zeros() {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        weights.forEach((name, values) -> zeros.put(name, new float[values.length]));
        return zeros;
    }
}
