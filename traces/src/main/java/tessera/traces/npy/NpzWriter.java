package tessera.traces.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an NPZ array by array, as {@code numpy.savez} does: uncompressed, so that the bytes depend on nothing but the
 * arrays and their order, and a reader may map them.
 */
public final class NpzWriter {
    /** A fixed moment after 1 January 1980 (which {@link ZipEntry} would store with the machine's time zone). */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipOutputStream zip;

    /** Writes to {@code out}; {@link #finish} must follow the last array, closing {@code out} is the caller's. */
    public NpzWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
    }

    /** Adds one array under its name, without {@code .npy}. */
    public void add(String name, NpyArray array) throws IOException {
        byte[] header = NpyWriter.header(array);
        CRC32 crc = new CRC32();
        crc.update(header);
        crc.update(array.elements());
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(TIME);
        entry.setSize((long) header.length + array.elements().remaining());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(header);
        NpyWriter.writeElements(zip, array);
        zip.closeEntry();
    }

    /** Writes the directory. */
    public void finish() throws IOException {
        zip.finish();
    }
}
