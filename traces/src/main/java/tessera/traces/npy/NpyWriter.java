package tessera.traces.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tessera.traces.file.OutputFiles;

/** Writes NPY version 1.0, little-endian, row-major: the bytes that {@code numpy.save} writes for the same array. */
public final class NpyWriter {
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 16;

    private NpyWriter() {}

    public static void write(Path file, NpyArray array) {
        OutputFiles.write(file, out -> write(out, array));
    }

    public static void write(OutputStream out, NpyArray array) throws IOException {
        out.write(header(array));
        writeElements(out, array);
    }

    /** Writes the header of a binary32 array whose elements the caller writes behind it. */
    public static void writeHeader(OutputStream out, List<Integer> shape) throws IOException {
        out.write(header(NpyType.FLOAT32, shape));
    }

    /** Writes the elements, piece by piece. */
    static void writeElements(OutputStream out, NpyArray array) throws IOException {
        ByteBuffer elements = array.elements();
        byte[] chunk = new byte[Math.min(CHUNK, elements.remaining())];
        while (elements.hasRemaining()) {
            int length = Math.min(chunk.length, elements.remaining());
            elements.get(chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    /** Everything before the elements, padded with spaces to a multiple of 64 bytes. */
    static byte[] header(NpyArray array) {
        return header(array.type(), array.shape());
    }

    private static byte[] header(NpyType type, List<Integer> shape) {
        String axes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = shape.size() == 1 ? axes + "," : axes;
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int unpadded = 10 + text.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[length];
        java.util.Arrays.fill(header, (byte) ' ');
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (length - 10), (byte) ((length - 10) >> 8)};
        System.arraycopy(start, 0, header, 0, start.length);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, start.length, text.length());
        header[length - 1] = '\n';
        return header;
    }
}
