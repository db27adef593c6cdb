package tessera.traces.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceFiles;
import tessera.traces.trace.TraceLayer;
import tessera.traces.trace.TraceShape;

/**
 * Makes synthetic traces. Written to a file, no more than one head of one tensor is in memory at a time: heads go to a
 * scratch file beside the target, the trace is a map of that, and the trace is written from the map.
 */
public final class SyntheticTrace {
    private final TraceShape shape;
    private final SyntheticModel model;
    private final StoredPrecision precision;
    private final long seed;

    /** A trace of this shape; the same arguments, the same trace. */
    public SyntheticTrace(TraceShape shape, SyntheticModel model, StoredPrecision precision, long seed) {
        if (model.recipes().size() != shape.layerCount()
                || model.recipes().stream().anyMatch(layer -> layer.size() != shape.headCount())) {
            throw new IllegalArgumentException("recipes for other layers or heads than those of " + shape);
        }
        this.shape = shape;
        this.model = model;
        this.precision = precision;
        this.seed = seed;
    }

    /** Takes the heads of a tensor one after the other. */
    private interface Store {
        void add(ByteBuffer elements) throws IOException;

        ByteBuffer tensor() throws IOException;
    }

    /** The trace in memory. */
    public AttentionTrace inMemory(TraceDescription description) {
        try {
            return trace(description, HeapStore::new);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /**
     * Writes the trace into a file.
     *
     * @return the trace, mapped from the file
     */
    public AttentionTrace write(TraceDescription description, Path file) {
        Path folder = OutputFiles.folder(file.toAbsolutePath().getParent());
        Path scratch = null;
        try {
            scratch = Files.createTempFile(folder, ".tessera-synthetic", ".part");
            try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                AttentionTrace mapped = trace(description, () -> new FileStore(channel));
                TraceFiles.write(file, mapped);
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot write " + file + ": " + FileTrouble.reason(e) + "; choose another place with --out", e);
        } finally {
            deleteIfThere(scratch);
        }
        return TraceFiles.open(file);
    }

    private static void deleteIfThere(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new InputException("cannot remove " + file + ": " + FileTrouble.reason(e), e);
        }
    }

    /** Opens a store for one tensor. */
    private interface Stores {
        Store next() throws IOException;
    }

    private AttentionTrace trace(TraceDescription description, Stores stores) throws IOException {
        List<TraceLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            layers.add(new TraceLayer(
                    tensor(layer, 0, shape.headCount(), stores.next()),
                    tensor(layer, 1, shape.kvHeadCount(), stores.next()),
                    tensor(layer, 2, shape.kvHeadCount(), stores.next())));
        }
        return new AttentionTrace(shape, description, layers);
    }

    private StoredTensor tensor(int layer, int role, int headCount, Store store) throws IOException {
        float[] scales = new float[headCount];
        for (int head = 0; head < headCount; head++) {
            StoredTensor one = StoredTensor.of(values(layer, role, head), 1, precision);
            store.add(one.elements());
            scales[head] = precision == StoredPrecision.INT8 ? one.scales()[0] : 0;
        }
        ByteBuffer elements = store.tensor();
        return precision == StoredPrecision.INT8
                ? StoredTensor.int8(elements, scales)
                : StoredTensor.floating(precision, elements, headCount);
    }

    private float[] values(int layer, int role, int head) {
        int kvHead = role == 0 ? shape.kvHead(head) : head;
        int group = shape.headCount() / shape.kvHeadCount();
        HeadFeatures features = new HeadFeatures(shape, model.recipe(layer, kvHead * group), mixed(layer, 1, kvHead));
        return switch (role) {
            case 0 -> features.queries(model.recipe(layer, head), mixed(layer, 0, head));
            case 1 -> features.keys();
            default -> features.values(mixed(layer, 2, head));
        };
    }

    /** A seed for each tensor of each head. */
    private long mixed(int layer, int role, int head) {
        long place = ((long) layer * 3 + role) * 1_000_003 + head;
        long z = seed * 0x9e3779b97f4a7c15L + place;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static final class HeapStore implements Store {
        private final List<ByteBuffer> parts = new ArrayList<>();

        @Override
        public void add(ByteBuffer elements) {
            parts.add(elements);
        }

        @Override
        public ByteBuffer tensor() {
            int size = 0;
            for (ByteBuffer part : parts) {
                size = Math.addExact(size, part.remaining());
            }
            ByteBuffer all = ByteBuffer.allocate(size);
            parts.forEach(part -> all.put(part.duplicate()));
            return all.flip();
        }
    }

    private static final class FileStore implements Store {
        private final FileChannel channel;
        private final long start;

        FileStore(FileChannel channel) throws IOException {
            this.channel = channel;
            this.start = channel.size();
            channel.position(start);
        }

        @Override
        public void add(ByteBuffer elements) throws IOException {
            while (elements.hasRemaining()) {
                channel.write(elements);
            }
        }

        @Override
        public ByteBuffer tensor() throws IOException {
            return channel.map(FileChannel.MapMode.READ_ONLY, start, channel.size() - start);
        }
    }
}
