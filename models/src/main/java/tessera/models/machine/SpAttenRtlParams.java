package tessera.models.machine;

/** The released RTL. */
public record SpAttenRtlParams(
        int bufferLines, int topKParallelism, int multipliers, int bandwidthDownsample, RtlDramParams dram) {
    public static final int HEAD_DIM = 64;

    public int channels() {
        return 16 / bandwidthDownsample;
    }

    public int keysPerLine() {
        return multipliers / HEAD_DIM;
    }

    public int fetchPorts() {
        return Math.max(32 / bandwidthDownsample, keysPerLine());
    }

    public int maxKeys() {
        return bufferLines * keysPerLine();
    }
}
