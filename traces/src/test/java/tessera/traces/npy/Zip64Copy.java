package tessera.traces.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rewrites the directory of a small ZIP as one beyond 4 GiB would have it: every size and offset saturated, the values in
 * ZIP64 extra fields, and ZIP64 end records. Written from APPNOTE.TXT 4.3.14, 4.3.15 and 4.5.3.
 */
final class Zip64Copy {
    private Zip64Copy() {}

    static byte[] of(byte[] zip) {
        ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        int count = in.getShort(end + 10);
        int directory = in.getInt(end + 16);
        ByteBuffer out = ByteBuffer.allocate(zip.length + count * 28 + 76).order(ByteOrder.LITTLE_ENDIAN);
        out.put(zip, 0, directory);
        in.position(directory);
        for (int i = 0; i < count; i++) {
            copyEntry(in, out);
        }
        long directoryBytes = out.position() - (long) directory;
        long end64 = out.position();
        out.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        out.putLong(count).putLong(count).putLong(directoryBytes).putLong(directory);
        out.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
        out.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        out.putShort((short) 0);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static void copyEntry(ByteBuffer in, ByteBuffer out) {
        int at = in.position();
        int nameBytes = in.getShort(at + 28);
        int extraBytes = in.getShort(at + 30);
        int start = out.position();
        for (int i = 0; i < 46 + nameBytes; i++) {
            out.put(in.get(at + i));
        }
        out.putInt(start + 20, -1).putInt(start + 24, -1).putInt(start + 42, -1);
        out.putShort(start + 30, (short) 28);
        out.putShort((short) 1).putShort((short) 24);
        out.putLong(in.getInt(at + 24)).putLong(in.getInt(at + 20)).putLong(in.getInt(at + 42));
        in.position(at + 46 + nameBytes + extraBytes);
    }
}
