package tessera.cli.explore.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One outcome as bytes, all of one length: CRC-32C of the rest (4), point (8), level (1), constraint (4), then 8 bytes a
 * value. Big-endian. A length that never varies makes a torn tail plain to see.
 */
final class RecordFormat {
    private static final Level[] LEVELS = Level.values();
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int FIXED_BYTES = CHECKSUM_BYTES + Long.BYTES + 1 + Integer.BYTES;

    private final int columns;

    RecordFormat(int columns) {
        this.columns = columns;
    }

    int bytes() {
        return FIXED_BYTES + columns * Double.BYTES;
    }

    /** Appends one record at the buffer's position, which needs room for {@link #bytes()}. */
    void write(ByteBuffer buffer, Outcome outcome) {
        int start = buffer.position();
        buffer.position(start + CHECKSUM_BYTES);
        buffer.putLong(outcome.point()).put((byte) outcome.level().ordinal()).putInt(outcome.constraint());
        for (int column = 0; column < columns; column++) {
            buffer.putDouble(outcome.value(column));
        }
        buffer.putInt(start, checksum(buffer.slice(start + CHECKSUM_BYTES, bytes() - CHECKSUM_BYTES)));
    }

    /** Reads the record at {@code start}; null if its checksum or level says that it is none. */
    Outcome read(ByteBuffer buffer, int start) {
        int stored = buffer.getInt(start);
        int level = buffer.get(start + CHECKSUM_BYTES + Long.BYTES);
        boolean isWhole = stored == checksum(buffer.slice(start + CHECKSUM_BYTES, bytes() - CHECKSUM_BYTES))
                && level >= 0
                && level < LEVELS.length;
        if (!isWhole) {
            return null;
        }
        double[] values = new double[columns];
        for (int column = 0; column < columns; column++) {
            values[column] = buffer.getDouble(start + FIXED_BYTES + column * Double.BYTES);
        }
        return new Outcome(
                buffer.getLong(start + CHECKSUM_BYTES),
                LEVELS[level],
                buffer.getInt(start + CHECKSUM_BYTES + Long.BYTES + 1),
                values);
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
