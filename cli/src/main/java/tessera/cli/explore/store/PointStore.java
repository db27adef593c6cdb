package tessera.cli.explore.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import tessera.traces.check.InputException;

/**
 * The append-only log of outcomes in a folder: {@code points.log} behind a lock. {@link #append} returns when its outcomes
 * are on disk. What a crash left half-written is moved to a file of its own and reported; nothing of it is read.
 */
public final class PointStore implements AutoCloseable {
    private static final String LOG = "points.log";
    private static final int BATCH_RECORDS = 4096;

    private final Path folder;
    private final StoreLock lock;
    private final FileChannel channel;
    private final RecordFormat format;
    private final ByteBuffer buffer;
    private long length;
    private boolean isBroken;

    private PointStore(Path folder, StoreLock lock, FileChannel channel, RecordFormat format, long length) {
        this.folder = folder;
        this.lock = lock;
        this.channel = channel;
        this.format = format;
        this.length = length;
        this.buffer = ByteBuffer.allocate(format.bytes() * BATCH_RECORDS);
    }

    /** Whether the folder holds a store already. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(LOG));
    }

    /** Starts an empty store; the folder is made if need be. */
    public static PointStore create(Path folder, StoreHeader header) {
        try {
            Files.createDirectories(folder);
            StoreLock lock = StoreLock.take(folder);
            if (isIn(folder)) {
                lock.close();
                throw new InputException(folder + ": holds points of an earlier exploration already;"
                        + " expected an empty folder, or --resume to go on with them");
            }
            // Under its own name only when the header is whole: a crash here leaves no store rather than a headless
            // one.
            Path draft = folder.resolve(LOG + ".new");
            Files.write(draft, header.bytes());
            try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(draft, folder.resolve(LOG));
            return append(folder, lock, header);
        } catch (IOException e) {
            throw trouble(folder, "start a store", e);
        }
    }

    /**
     * Goes on with a store: hands every whole record to {@code reader}, moves a damaged tail aside.
     *
     * @param expected what the store must be of; another space, version or set of columns is refused
     * @param reader gets the outcomes in the order of their writing
     * @param note gets a sentence if something had to be cut
     */
    public static PointStore resume(
            Path folder, StoreHeader expected, Consumer<Outcome> reader, Consumer<String> note) {
        try {
            StoreLock lock = StoreLock.take(folder);
            try {
                StoreReader log = StoreReader.open(folder.resolve(LOG));
                log.mustBeOf(expected);
                log.forEach(reader);
                log.cutDamage(note);
                return append(folder, lock, expected);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw trouble(folder, "read the store", e);
        }
    }

    private static PointStore append(Path folder, StoreLock lock, StoreHeader header) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOG), StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new PointStore(
                folder, lock, channel, new RecordFormat(header.columns().size()), channel.size());
    }

    /** Writes outcomes and waits until the disk has them. Thread-safe; larger batches are cheaper. */
    public synchronized void append(List<Outcome> outcomes) {
        if (isBroken) {
            throw new IllegalStateException("store was written to after it failed");
        }
        try {
            for (int from = 0; from < outcomes.size(); from += BATCH_RECORDS) {
                buffer.clear();
                for (Outcome outcome : outcomes.subList(from, Math.min(outcomes.size(), from + BATCH_RECORDS))) {
                    format.write(buffer, outcome);
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            channel.force(false);
            length += (long) outcomes.size() * format.bytes();
        } catch (IOException e) {
            isBroken = true;
            takeBackPartOfBatch();
            throw trouble(folder, "write to the store", e);
        }
    }

    /** Removes the store's file, where nothing in it is worth keeping; nothing can be appended any more. */
    public synchronized void discard() throws IOException {
        isBroken = true;
        Files.delete(folder.resolve(LOG));
    }

    /** Best effort: what stays behind would be found and cut by the next resume. */
    private void takeBackPartOfBatch() {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            // The first failure is the one to tell.
        }
    }

    private static InputException trouble(Path folder, String doing, IOException e) {
        return new InputException(
                folder + ": could not " + doing + " (" + e.getMessage() + "); all points reported so far are safe;"
                        + " make room or check the folder, then go on with --resume",
                e);
    }

    @Override
    public synchronized void close() {
        try (lock;
                channel) {
            channel.force(true);
        } catch (IOException e) {
            throw trouble(folder, "close the store", e);
        }
    }
}
