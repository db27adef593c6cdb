package tessera.traces.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tessera.traces.check.InputException;

/**
 * The central directory of a ZIP, ZIP64 included, with every offset and size checked against the real file. Stored and
 * deflated entries only; encrypted and multi-volume archives are input errors.
 *
 * <p>Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central header), 4.3.14 to 4.3.16 (ends),
 * 4.5.3 (ZIP64 extra field).
 */
final class ZipDirectory {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final long NO_32 = 0xffffffffL;

    /** Deflate cannot pack more than 1,032 bytes into one: 258 bytes take at least 2 bits. */
    private static final long LARGEST_RATIO = 1032;

    /** Far beyond any trace (a million entries of 64 bytes), and still a small array. */
    private static final long LARGEST_DIRECTORY = 64L << 20;

    /** Deflated entries may together unpack to this, or to {@link #LARGEST_GROWTH} times the file if that is more. */
    private static final long ALWAYS_UNPACKED = 64L << 20;

    /** Far beyond what attention packs to, and still no bomb. */
    private static final long LARGEST_GROWTH = 100;

    private final ByteSource source;

    private ZipDirectory(ByteSource source) {
        this.source = source;
    }

    /** Entries by name, in directory order. */
    static Map<String, ZipEntryRange> of(ByteSource source) {
        return new ZipDirectory(source).entries();
    }

    /** Where the directory lies and how many entries it has. */
    private record Extent(long entryCount, long size, long offset, long end) {}

    private Map<String, ZipEntryRange> entries() {
        byte[] start = source.read(0, (int) Math.min(4, source.size()));
        if (start.length < 4 || start[0] != 'P' || start[1] != 'K') {
            throw new InputException(source.name() + ": expected an NPZ (a ZIP, first bytes 'PK'), found "
                    + Excerpt.of(start.length < 4 ? start : source.read(0, (int) Math.min(8, source.size()))));
        }
        Extent extent = extent();
        if (extent.size > LARGEST_DIRECTORY
                || extent.offset < 0
                || extent.size < 0
                || extent.offset > extent.end - extent.size
                || extent.entryCount > extent.size / CENTRAL_BYTES) {
            throw corrupt("a directory of " + extent.entryCount + " entries within the file, says " + extent.size
                    + " bytes at offset " + extent.offset);
        }
        ByteBuffer directory = buffer(extent.offset, (int) extent.size);
        Map<String, ZipEntryRange> entries = new LinkedHashMap<>();
        for (long i = 0; i < extent.entryCount; i++) {
            ZipEntryRange entry = entry(directory, extent);
            if (entries.put(entry.name(), entry) != null) {
                throw corrupt("each entry once, found '" + entry.name() + "' twice");
            }
        }
        checkTotals(entries);
        return entries;
    }

    /** Against bombs: entries that share bytes, and entries that unpack to far more than the file. */
    private void checkTotals(Map<String, ZipEntryRange> entries) {
        double packed = 0;
        double unpacked = 0;
        for (ZipEntryRange entry : entries.values()) {
            packed += entry.compressedSize();
            unpacked += entry.method() == ZipEntryRange.STORED ? 0 : entry.size();
        }
        if (packed > source.size()) {
            throw corrupt("entries that lie apart, found " + (long) packed + " bytes in them");
        }
        if (unpacked > Math.max(ALWAYS_UNPACKED, LARGEST_GROWTH * (double) source.size())) {
            throw new InputException(source.name() + ": expected entries that unpack to at most "
                    + (ALWAYS_UNPACKED >> 20) + " MiB or " + LARGEST_GROWTH + " times the file of " + source.size()
                    + " bytes, found " + (long) unpacked + " bytes; write it uncompressed (numpy.savez)");
        }
    }

    private Extent extent() {
        long size = source.size();
        int tailBytes = (int) Math.min(size, END_BYTES + 0xffff);
        ByteBuffer tail = buffer(size - tailBytes, tailBytes);
        for (int at = tailBytes - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xffff) == tailBytes - END_BYTES - at) {
                return extent(tail, at, size - tailBytes + at);
            }
        }
        throw corrupt("the end-of-directory record of a ZIP in the last " + tailBytes + " bytes, found none");
    }

    private Extent extent(ByteBuffer tail, int at, long endOffset) {
        long count = tail.getShort(at + 10) & 0xffff;
        long size = tail.getInt(at + 12) & NO_32;
        long offset = tail.getInt(at + 16) & NO_32;
        if (count == 0xffff || size == NO_32 || offset == NO_32) {
            if (at >= 20 && tail.getInt(at - 20) == LOCATOR_64) {
                return extent64(tail.getLong(at - 12), endOffset);
            }
        }
        if (tail.getShort(at + 4) != 0 || tail.getShort(at + 6) != 0) {
            throw corrupt("a ZIP in one volume, found a part of several");
        }
        return new Extent(count, size, offset, endOffset);
    }

    private Extent extent64(long offset, long endOffset) {
        if (offset < 0 || offset > endOffset - 56) {
            throw corrupt("the ZIP64 end-of-directory record inside the file, says offset " + offset);
        }
        ByteBuffer end = buffer(offset, 56);
        if (end.getInt(0) != END_64) {
            throw corrupt("the ZIP64 end-of-directory record at offset " + offset + ", found something else");
        }
        return new Extent(end.getLong(32), end.getLong(40), end.getLong(48), offset);
    }

    private ZipEntryRange entry(ByteBuffer directory, Extent extent) {
        int at = directory.position();
        long where = extent.offset + at;
        if (directory.remaining() < CENTRAL_BYTES || directory.getInt(at) != CENTRAL_HEADER) {
            throw corrupt("a directory entry at offset " + where + ", found none");
        }
        int nameBytes = directory.getShort(at + 28) & 0xffff;
        int extraBytes = directory.getShort(at + 30) & 0xffff;
        int commentBytes = directory.getShort(at + 32) & 0xffff;
        if (directory.remaining() < CENTRAL_BYTES + nameBytes + extraBytes + commentBytes) {
            throw corrupt("a whole directory entry at offset " + where + ", found part of one");
        }
        byte[] name = new byte[nameBytes];
        directory.position(at + CENTRAL_BYTES).get(name);
        ByteBuffer extra = directory.slice(at + CENTRAL_BYTES + nameBytes, extraBytes);
        directory.position(at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
        return checked(directory, at, new String(name, StandardCharsets.UTF_8), extra, extent);
    }

    private ZipEntryRange checked(ByteBuffer directory, int at, String name, ByteBuffer extra, Extent extent) {
        int flags = directory.getShort(at + 8);
        int method = directory.getShort(at + 10) & 0xffff;
        if ((flags & 1) != 0 || (method != ZipEntryRange.STORED && method != ZipEntryRange.DEFLATED)) {
            throw corrupt("entry '" + name + "' stored or deflated, found "
                    + ((flags & 1) != 0 ? "it encrypted" : "packing method " + method));
        }
        Zip64Extra wide = new Zip64Extra(extra);
        long size = wide.or(directory.getInt(at + 24) & NO_32);
        long compressed = wide.or(directory.getInt(at + 20) & NO_32);
        long header = wide.or(directory.getInt(at + 42) & NO_32);
        long offset = dataOffset(name, header, extent.offset);
        if (compressed < 0 || compressed > extent.offset - offset) {
            throw corrupt("entry '" + name + "' of " + compressed + " bytes, found " + (extent.offset - offset)
                    + " bytes before the directory");
        }
        boolean isPossible =
                method == ZipEntryRange.STORED ? size == compressed : size >= 0 && size / LARGEST_RATIO <= compressed;
        if (!isPossible) {
            throw corrupt("entry '" + name + "' of " + size + " bytes, found " + compressed + " packed bytes, which"
                    + " cannot hold them");
        }
        return new ZipEntryRange(name, method, size, compressed, directory.getInt(at + 16) & NO_32, offset);
    }

    private long dataOffset(String name, long header, long limit) {
        if (header < 0 || header > limit - LOCAL_BYTES) {
            throw corrupt("entry '" + name + "' before the directory at offset " + limit + ", says offset " + header);
        }
        ByteBuffer local = buffer(header, LOCAL_BYTES);
        if (local.getInt(0) != LOCAL_HEADER) {
            throw corrupt("the header of entry '" + name + "' at offset " + header + ", found something else");
        }
        return header + LOCAL_BYTES + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
    }

    private ByteBuffer buffer(long offset, int length) {
        return ByteBuffer.wrap(source.read(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private InputException corrupt(String expected) {
        return new InputException(source.name() + ": expected " + expected + " (file of " + source.size()
                + " bytes); the ZIP is cut off or corrupt: copy or write it again");
    }

    /** The 64-bit values that stand in for saturated 32-bit fields, in their fixed order. */
    private static final class Zip64Extra {
        private static final int ID = 1;
        private final ByteBuffer values;

        Zip64Extra(ByteBuffer extra) {
            ByteBuffer fields = extra.order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer found = ByteBuffer.allocate(0);
            while (fields.remaining() >= 4) {
                int id = fields.getShort() & 0xffff;
                int length = Math.min(fields.getShort() & 0xffff, fields.remaining());
                if (id == ID) {
                    found = fields.slice(fields.position(), length);
                }
                fields.position(fields.position() + length);
            }
            values = found.order(ByteOrder.LITTLE_ENDIAN);
        }

        /** The field, or the next 64-bit value if the field is saturated and there is one. */
        long or(long field) {
            return field == NO_32 && values.remaining() >= 8 ? values.getLong() : field;
        }
    }
}
