package tessera.models.rtl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tessera.models.machine.SpAttenRtlParams;

/** Fetch patterns of a machine's fetcher by the counts of a fetch, each computed once. Thread-safe. */
public final class FetchTable {
    private final SpAttenRtlParams params;
    private final IndexRom rom;
    private final Map<Key, FetchPattern> known = new ConcurrentHashMap<>();

    /** What of a machine decides its fetch patterns: machines with equal shapes may share a table. */
    public record Shape(int fetchPorts, int channels, int keysPerLine, int bufferLines) {
        public static Shape of(SpAttenRtlParams params) {
            return new Shape(params.fetchPorts(), params.channels(), params.keysPerLine(), params.bufferLines());
        }
    }

    private record Key(boolean isValue, int count, int bits, int keyCount) {}

    public FetchTable(SpAttenRtlParams params) {
        this.params = params;
        this.rom = new IndexRom(params);
    }

    FetchPattern keys(int count, int bits) {
        return known.computeIfAbsent(
                new Key(false, count, bits, 0), key -> FetchPattern.ofKeys(params, rom, count, bits));
    }

    FetchPattern values(int count, int bits, int keyCount) {
        return known.computeIfAbsent(
                new Key(true, count, bits, keyCount), key -> FetchPattern.ofValues(params, rom, count, bits, keyCount));
    }
}
