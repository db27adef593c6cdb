import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A tiny vision transformer, trained and captured by one file without libraries:
 *
 * <pre>
 * java traces/samples/vision/TinyVit.java train weights.safetensors 400
 * java traces/samples/vision/TinyVit.java capture weights.safetensors qkv.safetensors
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
    final float[] positions = positions();

    public static void main(String[] arguments) throws IOException {
        TinyVit vit = new TinyVit();
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "train" -> {
                vit.train(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 400);
                write(Path.of(arguments[1]), vit.weights, vit.shapes());
            }
            case "capture" -> {
                vit.read(Path.of(arguments[1]));
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

    // ---- pictures

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

    /** Sines and cosines of both coordinates, a quarter of the width each. */
    static float[] positions() {
        float[] positions = new float[TOKENS * WIDTH];
        int quarter = WIDTH / 4;
        for (int token = 0; token < TOKENS; token++) {
            for (int i = 0; i < quarter; i++) {
                double w = Math.pow(2 * SIDE, -(double) i / quarter) * 1.5;
                positions[token * WIDTH + i] = (float) Math.sin(w * (token % SIDE));
                positions[token * WIDTH + quarter + i] = (float) Math.cos(w * (token % SIDE));
                positions[token * WIDTH + 2 * quarter + i] = (float) Math.sin(w * (token / SIDE));
                positions[token * WIDTH + 3 * quarter + i] = (float) Math.cos(w * (token / SIDE));
            }
        }
        return positions;
    }

    // ---- the model

    /** What a layer keeps of the way forward for the way back. */
    static final class Kept {
        final float[] normed = new float[TOKENS * WIDTH];
        final float[] scale = new float[TOKENS];
        final float[] q = new float[TOKENS * WIDTH];
        final float[] k = new float[TOKENS * WIDTH];
        final float[] v = new float[TOKENS * WIDTH];
        final float[][] p = new float[HEADS][TOKENS * TOKENS];
        final float[] mixed = new float[TOKENS * WIDTH];
        final float[] normed2 = new float[TOKENS * WIDTH];
        final float[] scale2 = new float[TOKENS];
        final float[] up = new float[TOKENS * HIDDEN];
    }

    /** One picture through the model and, if wanted, back: gradients are added to {@code gradients}. */
    final class Pass {
        final Kept[] kept = new Kept[LAYERS];
        final float[] x = new float[TOKENS * WIDTH];
        final float[] last = new float[TOKENS * WIDTH];
        final float[] lastScale = new float[TOKENS];
        final float[] picture;
        final boolean[] hidden;
        double loss;

        Pass(float[] picture, boolean[] hidden) {
            this.picture = picture;
            this.hidden = hidden;
        }

        float[] forward() {
            multiply(picture, weights.get("embed"), x, TOKENS, PIXELS, WIDTH);
            for (int token = 0; token < TOKENS; token++) {
                for (int i = 0; i < WIDTH; i++) {
                    int at = token * WIDTH + i;
                    x[at] = (hidden[token] ? weights.get("mask")[i] : x[at]) + positions[at];
                }
            }
            for (int layer = 0; layer < LAYERS; layer++) {
                kept[layer] = layer(layer);
            }
            normalise(x, last, lastScale);
            float[] said = new float[TOKENS * PIXELS];
            multiply(last, weights.get("decode"), said, TOKENS, WIDTH, PIXELS);
            return said;
        }

        private Kept layer(int layer) {
            Kept keep = new Kept();
            normalise(x, keep.normed, keep.scale);
            multiply(keep.normed, weights.get("layers." + layer + ".q"), keep.q, TOKENS, WIDTH, WIDTH);
            multiply(keep.normed, weights.get("layers." + layer + ".k"), keep.k, TOKENS, WIDTH, WIDTH);
            multiply(keep.normed, weights.get("layers." + layer + ".v"), keep.v, TOKENS, WIDTH, WIDTH);
            for (int head = 0; head < HEADS; head++) {
                float[] p = keep.p[head];
                float[] q = slice(keep.q, head);
                for (int i = 0; i < q.length; i++) {
                    q[i] /= (float) Math.sqrt(HEAD_DIM);
                }
                multiplyTransposed(q, slice(keep.k, head), p, TOKENS, HEAD_DIM, TOKENS);
                for (int row = 0; row < TOKENS; row++) {
                    softmax(p, row * TOKENS);
                }
                float[] o = new float[TOKENS * HEAD_DIM];
                multiply(p, slice(keep.v, head), o, TOKENS, TOKENS, HEAD_DIM);
                put(o, keep.mixed, head);
            }
            multiply(keep.mixed, weights.get("layers." + layer + ".o"), x, TOKENS, WIDTH, WIDTH);
            normalise(x, keep.normed2, keep.scale2);
            multiply(keep.normed2, weights.get("layers." + layer + ".up"), keep.up, TOKENS, WIDTH, HIDDEN);
            for (int i = 0; i < keep.up.length; i++) {
                keep.up[i] = Math.max(0, keep.up[i]);
            }
            multiply(keep.up, weights.get("layers." + layer + ".down"), x, TOKENS, HIDDEN, WIDTH);
            return keep;
        }

        Pass backward(Map<String, float[]> gradients) {
            float[] said = forward();
            float[] dSaid = new float[said.length];
            int count = 0;
            for (int token = 0; token < TOKENS; token++) {
                count += hidden[token] ? PIXELS : 0;
            }
            for (int i = 0; i < said.length; i++) {
                if (hidden[i / PIXELS]) {
                    float difference = said[i] - picture[i];
                    loss += difference * difference / count;
                    dSaid[i] = 2 * difference / count / BATCH;
                }
            }
            multiplyFirstTransposed(last, dSaid, gradients.get("decode"), WIDTH, TOKENS, PIXELS);
            float[] dLast = new float[TOKENS * WIDTH];
            multiplyTransposed(dSaid, weights.get("decode"), dLast, TOKENS, PIXELS, WIDTH);
            float[] dx = new float[TOKENS * WIDTH];
            normaliseBack(dLast, last, lastScale, dx);
            for (int layer = LAYERS - 1; layer >= 0; layer--) {
                layerBack(layer, dx, gradients);
            }
            float[] dEmbedded = dx.clone();
            for (int token = 0; token < TOKENS; token++) {
                for (int i = 0; i < WIDTH && hidden[token]; i++) {
                    gradients.get("mask")[i] += dx[token * WIDTH + i];
                    dEmbedded[token * WIDTH + i] = 0;
                }
            }
            multiplyFirstTransposed(picture, dEmbedded, gradients.get("embed"), PIXELS, TOKENS, WIDTH);
            return this;
        }

        private void layerBack(int layer, float[] dx, Map<String, float[]> gradients) {
            Kept keep = kept[layer];
            String name = "layers." + layer + ".";
            multiplyFirstTransposed(keep.up, dx, gradients.get(name + "down"), HIDDEN, TOKENS, WIDTH);
            float[] dUp = new float[TOKENS * HIDDEN];
            multiplyTransposed(dx, weights.get(name + "down"), dUp, TOKENS, WIDTH, HIDDEN);
            for (int i = 0; i < dUp.length; i++) {
                dUp[i] = keep.up[i] > 0 ? dUp[i] : 0;
            }
            multiplyFirstTransposed(keep.normed2, dUp, gradients.get(name + "up"), WIDTH, TOKENS, HIDDEN);
            float[] dNormed2 = new float[TOKENS * WIDTH];
            multiplyTransposed(dUp, weights.get(name + "up"), dNormed2, TOKENS, HIDDEN, WIDTH);
            normaliseBack(dNormed2, keep.normed2, keep.scale2, dx);

            multiplyFirstTransposed(keep.mixed, dx, gradients.get(name + "o"), WIDTH, TOKENS, WIDTH);
            float[] dMixed = new float[TOKENS * WIDTH];
            multiplyTransposed(dx, weights.get(name + "o"), dMixed, TOKENS, WIDTH, WIDTH);
            float[] dq = new float[TOKENS * WIDTH];
            float[] dk = new float[TOKENS * WIDTH];
            float[] dv = new float[TOKENS * WIDTH];
            for (int head = 0; head < HEADS; head++) {
                headBack(keep, head, slice(dMixed, head), dq, dk, dv);
            }
            float[] dNormed = new float[TOKENS * WIDTH];
            for (String role : List.of("q", "k", "v")) {
                float[] d = role.equals("q") ? dq : role.equals("k") ? dk : dv;
                multiplyFirstTransposed(keep.normed, d, gradients.get(name + role), WIDTH, TOKENS, WIDTH);
                multiplyTransposed(d, weights.get(name + role), dNormed, TOKENS, WIDTH, WIDTH);
            }
            normaliseBack(dNormed, keep.normed, keep.scale, dx);
        }

        private void headBack(Kept keep, int head, float[] dOut, float[] dq, float[] dk, float[] dv) {
            float[] p = keep.p[head];
            float[] dvHead = new float[TOKENS * HEAD_DIM];
            multiplyFirstTransposed(p, dOut, dvHead, TOKENS, TOKENS, HEAD_DIM);
            put(dvHead, dv, head);
            float[] dp = new float[TOKENS * TOKENS];
            multiplyTransposed(dOut, slice(keep.v, head), dp, TOKENS, HEAD_DIM, TOKENS);
            for (int row = 0; row < TOKENS; row++) {
                float dot = 0;
                for (int i = row * TOKENS; i < (row + 1) * TOKENS; i++) {
                    dot += dp[i] * p[i];
                }
                for (int i = row * TOKENS; i < (row + 1) * TOKENS; i++) {
                    dp[i] = p[i] * (dp[i] - dot) / (float) Math.sqrt(HEAD_DIM);
                }
            }
            float[] dqHead = new float[TOKENS * HEAD_DIM];
            multiply(dp, slice(keep.k, head), dqHead, TOKENS, TOKENS, HEAD_DIM);
            put(dqHead, dq, head);
            float[] dkHead = new float[TOKENS * HEAD_DIM];
            multiplyFirstTransposed(dp, slice(keep.q, head), dkHead, TOKENS, TOKENS, HEAD_DIM);
            put(dkHead, dk, head);
        }
    }

    // ---- training and capture

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
                    .mapToObj(i -> new Pass(picture(first + i), hidden(first + i)).backward(all.get(i)))
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
        Pass pass = new Pass(picture(CAPTURED_SEED), new boolean[TOKENS]);
        pass.forward();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            Kept keep = pass.kept[layer];
            for (String role : List.of("q", "k", "v", "p")) {
                List<float[]> heads = new ArrayList<>();
                for (int head = 0; head < HEADS; head++) {
                    heads.add(switch (role) {
                        case "q" -> slice(keep.q, head);
                        case "k" -> slice(keep.k, head);
                        case "v" -> slice(keep.v, head);
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
        write(file, tensors, shapes);
    }

    private Map<String, float[]> zeros() {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        weights.forEach((name, values) -> zeros.put(name, new float[values.length]));
        return zeros;
    }

    // ---- arithmetic; every product is added to what is in c

    /** c[m][n] += a[m][k] b[k][n]. */
    static void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < k; j++) {
                addScaled(a[i * k + j], b, j * n, c, i * n, n);
            }
        }
    }

    /** c[k][n] += a[m][k] transposed, times b[m][n]. */
    static void multiplyFirstTransposed(float[] a, float[] b, float[] c, int k, int m, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < k; j++) {
                addScaled(a[i * k + j], b, i * n, c, j * n, n);
            }
        }
    }

    /** c[m][n] += a[m][k] times b[n][k] transposed. */
    static void multiplyTransposed(float[] a, float[] b, float[] c, int m, int k, int n) {
        float[] turned = new float[b.length];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < k; column++) {
                turned[column * n + row] = b[row * k + column];
            }
        }
        multiply(a, turned, c, m, k, n);
    }

    private static void addScaled(float factor, float[] from, int fromAt, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] += factor * from[fromAt + i];
        }
    }

    private static void softmax(float[] p, int at) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + TOKENS; i++) {
            largest = Math.max(largest, p[i]);
        }
        float sum = 0;
        for (int i = at; i < at + TOKENS; i++) {
            p[i] = (float) Math.exp(p[i] - largest);
            sum += p[i];
        }
        for (int i = at; i < at + TOKENS; i++) {
            p[i] /= sum;
        }
    }

    /** Mean 0 and variance 1 of every token. */
    private static void normalise(float[] x, float[] into, float[] scale) {
        for (int token = 0; token < TOKENS; token++) {
            float mean = 0;
            float square = 0;
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                mean += x[i] / WIDTH;
            }
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                square += (x[i] - mean) * (x[i] - mean) / WIDTH;
            }
            scale[token] = (float) (1 / Math.sqrt(square + 1e-5));
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                into[i] = (x[i] - mean) * scale[token];
            }
        }
    }

    private static void normaliseBack(float[] dy, float[] y, float[] scale, float[] dx) {
        for (int token = 0; token < TOKENS; token++) {
            float mean = 0;
            float along = 0;
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                mean += dy[i] / WIDTH;
                along += dy[i] * y[i] / WIDTH;
            }
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                dx[i] += scale[token] * (dy[i] - mean - y[i] * along);
            }
        }
    }

    private static float[] slice(float[] all, int head) {
        float[] one = new float[TOKENS * HEAD_DIM];
        for (int token = 0; token < TOKENS; token++) {
            System.arraycopy(all, token * WIDTH + head * HEAD_DIM, one, token * HEAD_DIM, HEAD_DIM);
        }
        return one;
    }

    private static void put(float[] one, float[] all, int head) {
        for (int token = 0; token < TOKENS; token++) {
            System.arraycopy(one, token * HEAD_DIM, all, token * WIDTH + head * HEAD_DIM, HEAD_DIM);
        }
    }

    // ---- files: safetensors, F32

    static void write(Path file, Map<String, float[]> tensors, Map<String, int[]> shapes) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            long end = offset + 4L * tensor.getValue().length;
            header.append(header.length() == 1 ? "" : ",")
                    .append('"').append(tensor.getKey()).append("\":{\"dtype\":\"F32\",\"shape\":")
                    .append(Arrays.toString(shapes.get(tensor.getKey())).replace(" ", ""))
                    .append(",\"data_offsets\":[").append(offset).append(',').append(end).append("]}");
            offset = end;
        }
        header.append('}');
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).array());
            out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
            for (float[] values : tensors.values()) {
                ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
    }

    /** Weights as {@link #write} wrote them: in the order of {@link #shapes}. */
    void read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position((int) (8 + bytes.getLong(0)));
        for (float[] values : weights.values()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getFloat();
            }
        }
    }
}
