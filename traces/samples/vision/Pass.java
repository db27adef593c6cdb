package vision;

import static vision.Arithmetic.multiply;
import static vision.Arithmetic.multiplyFirstTransposed;
import static vision.Arithmetic.multiplyTransposed;
import static vision.Arithmetic.normalise;
import static vision.Arithmetic.normaliseBack;
import static vision.Arithmetic.put;
import static vision.Arithmetic.slice;
import static vision.Arithmetic.softmax;
import static vision.TinyVit.BATCH;
import static vision.TinyVit.HEADS;
import static vision.TinyVit.HEAD_DIM;
import static vision.TinyVit.HIDDEN;
import static vision.TinyVit.LAYERS;
import static vision.TinyVit.PIXELS;
import static vision.TinyVit.SIDE;
import static vision.TinyVit.TOKENS;
import static vision.TinyVit.WIDTH;

import java.util.List;
import java.util.Map;

/** One picture through the model and, if wanted, back: gradients are added to {@code gradients}. */
final class Pass {
    private static final float[] POSITIONS = positions();

    final Map<String, float[]> weights;
    final Kept[] kept = new Kept[LAYERS];
    final float[] x = new float[TOKENS * WIDTH];
    final float[] last = new float[TOKENS * WIDTH];
    final float[] lastScale = new float[TOKENS];
    final float[] picture;
    final boolean[] hidden;
    double loss;

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

    Pass(Map<String, float[]> weights, float[] picture, boolean[] hidden) {
        this.weights = weights;
        this.picture = picture;
        this.hidden = hidden;
    }

    float[] forward() {
        multiply(picture, weights.get("embed"), x, TOKENS, PIXELS, WIDTH);
        for (int token = 0; token < TOKENS; token++) {
            for (int i = 0; i < WIDTH; i++) {
                int at = token * WIDTH + i;
                x[at] = (hidden[token] ? weights.get("mask")[i] : x[at]) + POSITIONS[at];
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

    /** Sines and cosines of both coordinates, a quarter of the width each. */
    private static float[] positions() {
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
}
