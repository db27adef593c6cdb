package tessera.traces.npy;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import tessera.traces.check.InputException;

/** Reads one entry front to back, unpacking if need be, and checks its CRC-32 once the last byte has been read. */
final class ZipEntryInput implements NpyReader.Input, AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final ByteSource source;
    private final ZipEntryRange entry;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater = new Inflater(true);
    private long packedRead;
    private long unpackedRead;

    ZipEntryInput(ByteSource source, ZipEntryRange entry) {
        this.source = source;
        this.entry = entry;
    }

    @Override
    public long size() {
        return entry.size();
    }

    @Override
    public void next(byte[] into, int at, int length) {
        if (length > entry.size() - unpackedRead) {
            throw wrong(length + " more bytes, found " + (entry.size() - unpackedRead));
        }
        if (entry.method() == ZipEntryRange.STORED) {
            source.read(entry.offset() + unpackedRead, into, at, length);
        } else {
            inflate(into, at, length);
        }
        crc.update(into, at, length);
        read(length);
    }

    @Override
    public ByteBuffer rest(int length) {
        if (entry.method() != ZipEntryRange.STORED) {
            byte[] unpacked = new byte[length];
            next(unpacked, 0, length);
            return ByteBuffer.wrap(unpacked);
        }
        if (length > entry.size() - unpackedRead) {
            throw wrong(length + " more bytes, found " + (entry.size() - unpackedRead));
        }
        ByteBuffer view = source.view(entry.offset() + unpackedRead, length);
        crc.update(view.duplicate());
        read(length);
        return view;
    }

    private void read(int length) {
        unpackedRead += length;
        if (unpackedRead == entry.size() && crc.getValue() != entry.crc32()) {
            throw wrong(String.format("CRC-32 %08x, found %08x", entry.crc32(), crc.getValue()));
        }
    }

    private void inflate(byte[] into, int at, int length) {
        int done = 0;
        try {
            while (done < length) {
                int count = inflater.inflate(into, at + done, length - done);
                done += count;
                if (count == 0 && (inflater.finished() || inflater.needsDictionary() || !feed())) {
                    throw wrong(entry.size() + " unpacked bytes, found " + (unpackedRead + done));
                }
            }
        } catch (DataFormatException e) {
            throw wrong("deflated bytes, found " + (e.getMessage() == null ? "something else" : e.getMessage()));
        }
    }

    private boolean feed() {
        int count = (int) Math.min(CHUNK, entry.compressedSize() - packedRead);
        if (count == 0) {
            return false;
        }
        inflater.setInput(source.read(entry.offset() + packedRead, count));
        packedRead += count;
        return true;
    }

    private InputException wrong(String expected) {
        return new InputException(source.name() + ", entry '" + entry.name() + "' at offset " + entry.offset()
                + ": expected " + expected + "; the ZIP is cut off or corrupt: copy or write it again");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
