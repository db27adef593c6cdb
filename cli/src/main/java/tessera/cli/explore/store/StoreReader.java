package tessera.cli.explore.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import tessera.traces.check.InputException;

/** Reads a log from its start to the first record that is damaged, in pieces of a few megabytes. */
public final class StoreReader {
    private static final int RECORDS_AT_ONCE = 1 << 14;

    private final Path log;
    private final StoreHeader header;
    private final RecordFormat format;
    private final long firstRecord;
    private long wholeBytes;
    private long records;

    private StoreReader(Path log, StoreHeader header, long firstRecord) {
        this.log = log;
        this.header = header;
        this.format = new RecordFormat(header.columns().size());
        this.firstRecord = firstRecord;
    }

    /** Opens the log of a store, reading only its header; a damaged header is an {@link InputException}. */
    public static StoreReader open(Path log) throws IOException {
        if (!Files.exists(log)) {
            throw new InputException(log.getParent() + ": expected a store (points.log) to go on with, found none;"
                    + " leave --resume out to start one");
        }
        try (FileChannel channel = FileChannel.open(log)) {
            ByteBuffer prefix = ByteBuffer.allocate(StoreHeader.PREFIX_BYTES);
            fill(channel, prefix, 0);
            prefix.flip();
            if (prefix.remaining() < StoreHeader.PREFIX_BYTES) {
                throw notAStore(log);
            }
            byte[] magic = new byte[StoreHeader.MAGIC.length];
            prefix.get(magic);
            if (!Arrays.equals(StoreHeader.MAGIC, magic)) {
                throw isOfAnotherFormat(magic) ? otherFormat(log, (char) magic[StoreHeader.FORMAT_AT]) : notAStore(log);
            }
            int length = prefix.getInt();
            int checksum = prefix.getInt();
            if (length < 0 || length > channel.size()) {
                throw notAStore(log);
            }
            ByteBuffer text = ByteBuffer.allocate(length);
            fill(channel, text, StoreHeader.PREFIX_BYTES);
            text.flip();
            if (text.remaining() < length || RecordFormat.checksum(text.duplicate()) != checksum) {
                throw notAStore(log);
            }
            StoreHeader header =
                    StoreHeader.of(StandardCharsets.UTF_8.decode(text).toString());
            return new StoreReader(log, header, (long) StoreHeader.PREFIX_BYTES + length);
        }
    }

    private static boolean isOfAnotherFormat(byte[] magic) {
        byte[] ours = StoreHeader.MAGIC.clone();
        ours[StoreHeader.FORMAT_AT] = magic[StoreHeader.FORMAT_AT];
        return Arrays.equals(ours, magic) && Character.isDigit(magic[StoreHeader.FORMAT_AT]);
    }

    private static InputException otherFormat(Path log, char format) {
        return new InputException(log + ": a store of format " + format + ", expected format " + StoreHeader.FORMAT
                + "; it was written by another version of Tessera: explore its space.yaml again in another --out folder"
                + " (points.csv beside it stays readable), or go on with it in that version");
    }

    private static InputException notAStore(Path log) {
        return new InputException(log + ": expected the log of an exploration (it starts with TSRPTS"
                + StoreHeader.FORMAT + " and a description),"
                + " got something else or a damaged start; nothing was read; give another --out folder");
    }

    public StoreHeader header() {
        return header;
    }

    /** Refuses a store of other points than ours. */
    void mustBeOf(StoreHeader expected) {
        String folder = String.valueOf(log.getParent());
        if (!header.version().equals(expected.version())) {
            throw new InputException(folder + ": its points are of Tessera " + header.version() + ", this is "
                    + expected.version() + ", whose figures may differ; start anew in another --out folder");
        }
        if (header.seed() != expected.seed()) {
            throw new InputException(folder + ": its points were drawn with seed " + header.seed() + ", this is seed "
                    + expected.seed() + "; add --seed " + header.seed() + ", or start anew in another --out folder");
        }
        if (!header.space().equals(expected.space()) || !header.columns().equals(expected.columns())) {
            throw new InputException(
                    folder + ": its points are of another space (its digest "
                            + header.space().substring(0, 12) + ", ours "
                            + expected.space().substring(0, 12)
                            + "): the space file, a machine or a workload has changed since; start anew in another --out folder");
        }
    }

    /** Hands on every whole record up to the first damaged one. */
    public void forEach(Consumer<Outcome> reader) throws IOException {
        wholeBytes = firstRecord;
        records = 0;
        try (FileChannel channel = FileChannel.open(log)) {
            ByteBuffer piece = ByteBuffer.allocate(RECORDS_AT_ONCE * format.bytes());
            while (true) {
                piece.clear();
                fill(channel, piece, wholeBytes);
                int count = piece.position() / format.bytes();
                for (int i = 0; i < count; i++) {
                    Outcome outcome = format.read(piece, i * format.bytes());
                    if (outcome == null) {
                        return;
                    }
                    reader.accept(outcome);
                    records++;
                    wholeBytes += format.bytes();
                }
                if (count < RECORDS_AT_ONCE) {
                    return;
                }
            }
        }
    }

    /** After {@link #forEach}: moves what lies behind the last whole record to a file of its own, and says so. */
    void cutDamage(Consumer<String> note) throws IOException {
        long size = Files.size(log);
        if (size == wholeBytes) {
            return;
        }
        Path aside = log.resolveSibling("points.damaged-at-" + wholeBytes);
        Path draft = log.resolveSibling("points.damaged.new");
        try (FileChannel from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (FileChannel to = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                long position = wholeBytes;
                while (position < size) {
                    position += from.transferTo(position, size - position, to);
                }
                to.force(true);
            }
            Files.move(draft, aside, StandardCopyOption.REPLACE_EXISTING);
            from.truncate(wholeBytes);
            from.force(true);
        }
        note.accept(log + ": " + (size - wholeBytes) + " bytes behind record " + records
                + " are damaged (checksum); they were moved to " + aside.getFileName()
                + " and their points will be computed again");
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }
}
