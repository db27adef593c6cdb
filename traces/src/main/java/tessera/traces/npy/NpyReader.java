package tessera.traces.npy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/** Reads one array. Nothing is allocated for elements before the header's size has been found in the file. */
public final class NpyReader {
    private NpyReader() {}

    /** Where a reader gets its next bytes from: a file, or an entry of a ZIP. */
    interface Input {
        /** Bytes from the first to the last. */
        long size();

        /** Fills {@code into} from {@code at} with the next {@code length} bytes. */
        void next(byte[] into, int at, int length);

        /** The last {@code length} bytes, all that is left: a view where the bytes lie in a file as they are. */
        ByteBuffer rest(int length);
    }

    /** Reads an {@code .npy} file. */
    public static NpyArray read(Path path) {
        try (ByteSource source = ByteSource.file(path)) {
            return read(source);
        }
    }

    /** Reads an NPY file that is the whole of {@code source}. */
    public static NpyArray read(ByteSource source) {
        return read(new SourceInput(source, 0, source.size()), source.name());
    }

    static NpyArray read(Input input, String place) {
        byte[] prefix = new byte[(int) Math.min(NpyHeader.LONGEST_PREFIX, input.size())];
        input.next(prefix, 0, prefix.length);
        int headerLength = NpyHeader.length(prefix, input.size(), place);
        byte[] headerBytes = java.util.Arrays.copyOf(prefix, headerLength);
        // A version 1.0 header may be shorter than the longest prefix only if it is malformed: {} alone is 2 bytes.
        if (headerLength < prefix.length) {
            throw new InputException(place + ": NPY header of " + headerLength + " bytes: expected at least "
                    + prefix.length + "; the file is corrupt");
        }
        input.next(headerBytes, prefix.length, headerLength - prefix.length);
        NpyHeader header = NpyHeader.parse(headerBytes, place);
        long bytes = header.checkedDataBytes(input.size(), place);
        List<Integer> shape = shape(header, bytes, place);
        ByteBuffer rest = input.rest((int) bytes);
        boolean isReordered = header.fortranOrder() && shape.size() > 1;
        if (!header.type().bigEndian() && !isReordered) {
            return new NpyArray(place, header.type(), shape, rest);
        }
        byte[] elements = new byte[(int) bytes];
        rest.get(elements);
        if (header.type().bigEndian()) {
            swap(elements, header.type().unitBytes());
        }
        if (isReordered) {
            elements = FortranOrder.toRowMajor(elements, header.type().bytes(), shape);
        }
        return new NpyArray(place, header.type(), shape, ByteBuffer.wrap(elements));
    }

    private static List<Integer> shape(NpyHeader header, long bytes, String place) {
        List<Integer> shape = new ArrayList<>();
        for (long axis : header.shape()) {
            if (axis > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE - 8) {
                throw new InputException(place + ": shape " + header.shapeText() + " of " + header.type()
                        + ": expected at most " + (Integer.MAX_VALUE - 8) + " bytes in one array, got " + bytes
                        + "; split it, for instance by layer");
            }
            shape.add((int) axis);
        }
        return shape;
    }

    private static void swap(byte[] elements, int unit) {
        for (int from = 0; from < elements.length; from += unit) {
            for (int low = from, high = from + unit - 1; low < high; low++, high--) {
                byte kept = elements[low];
                elements[low] = elements[high];
                elements[high] = kept;
            }
        }
    }

    /** A range of a source, read front to back. */
    static final class SourceInput implements Input {
        private final ByteSource source;
        private final long size;
        private long offset;

        SourceInput(ByteSource source, long offset, long size) {
            this.source = source;
            this.offset = offset;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void next(byte[] into, int at, int length) {
            source.read(offset, into, at, length);
            offset += length;
        }

        @Override
        public ByteBuffer rest(int length) {
            return source.view(offset, length);
        }
    }
}
