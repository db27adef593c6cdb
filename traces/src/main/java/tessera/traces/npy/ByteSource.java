package tessera.traces.npy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/** Bytes that can be read at any offset: a file, or an array in memory. Safe for many threads while open. */
public abstract sealed class ByteSource implements Closeable {
    /** Fewer bytes are copied: a map costs a system call and whole pages. */
    private static final int SMALLEST_MAP = 1 << 14;

    private final String name;
    private final long size;

    private ByteSource(String name, long size) {
        this.name = name;
        this.size = size;
    }

    /** Opens a regular file; a missing file or a folder is an {@link InputException}. */
    public static ByteSource file(Path path) {
        if (!Files.exists(path)) {
            throw new InputException(path + ": expected a file, found nothing there");
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException(
                    path + ": expected a file, found a " + (Files.isDirectory(path) ? "folder" : "special file"));
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new OfFile(path.toString(), channel.size(), channel);
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    /** The given bytes; {@code name} is what messages call them. The array is not copied. */
    public static ByteSource memory(String name, byte[] bytes) {
        return new OfMemory(name, bytes);
    }

    /** What messages call this source. */
    public final String name() {
        return name;
    }

    /** Bytes in it when it was opened. */
    public final long size() {
        return size;
    }

    /** Fills {@code into} from {@code at} with {@code length} bytes that start at {@code offset}. */
    public final void read(long offset, byte[] into, int at, int length) {
        if (offset < 0 || offset > size - length) {
            throw new InputException(name + ": expected " + length + " bytes at offset " + offset + ", the file has "
                    + size + " bytes; is it cut off?");
        }
        try {
            fill(offset, ByteBuffer.wrap(into, at, length));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** {@code length} bytes that start at {@code offset}, in a fresh array. */
    public final byte[] read(long offset, int length) {
        if (offset < 0 || offset > size - length) {
            read(offset, new byte[0], 0, length);
        }
        byte[] bytes = new byte[length];
        read(offset, bytes, 0, length);
        return bytes;
    }

    /**
     * A read-only view of {@code length} bytes from {@code offset} on, little-endian. Of a file it is a memory map (few bytes: a copy), which
     * stays valid when the source is closed and takes no heap.
     */
    public final ByteBuffer view(long offset, int length) {
        if (offset < 0 || offset > size - length) {
            read(offset, new byte[0], 0, length);
        }
        try {
            return mapped(offset, length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public void close() {}

    abstract ByteBuffer mapped(long offset, int length) throws IOException;

    abstract void fill(long offset, ByteBuffer into) throws IOException;

    private static InputException unreadable(String name, IOException e) {
        return new InputException(name + ": expected a readable file, got: " + FileTrouble.reason(e), e);
    }

    private static final class OfFile extends ByteSource {
        private final FileChannel channel;

        OfFile(String name, long size, FileChannel channel) {
            super(name, size);
            this.channel = channel;
        }

        @Override
        void fill(long offset, ByteBuffer into) throws IOException {
            long at = offset;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
                at += count;
            }
        }

        @Override
        ByteBuffer mapped(long offset, int length) throws IOException {
            if (length < SMALLEST_MAP) {
                return ByteBuffer.wrap(read(offset, length)).asReadOnlyBuffer();
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw unreadable(name(), e);
            }
        }
    }

    private static final class OfMemory extends ByteSource {
        private final byte[] bytes;

        OfMemory(String name, byte[] bytes) {
            super(name, bytes.length);
            this.bytes = bytes;
        }

        @Override
        void fill(long offset, ByteBuffer into) {
            into.put(bytes, (int) offset, into.remaining());
        }

        @Override
        ByteBuffer mapped(long offset, int length) {
            return ByteBuffer.wrap(bytes, (int) offset, length).slice().asReadOnlyBuffer();
        }
    }
}
