package tessera.models.gpu;

import java.util.Locale;

/** Number formats of Q, K, V and O; products are accumulated in FP32. */
public enum Dtype {
    FP16(2),
    BF16(2),
    FP8(1);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of an element. */
    public int bytes() {
        return bytes;
    }

    /** {@code fp16}, as options spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
