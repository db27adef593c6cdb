package tessera.traces.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tessera.traces.check.InputException;
import tessera.traces.convert.ArrayImport;
import tessera.traces.convert.ImportOptions;
import tessera.traces.convert.NattenProblem;
import tessera.traces.format.TraceFormat;
import tessera.traces.format.TraceFormats;
import tessera.traces.llama.LlamaFuzz;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NpyReader;
import tessera.traces.npy.NpzFile;
import tessera.traces.safetensors.SafetensorsFile;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceDescription;
import tessera.traces.workload.SpattenWorkload;

/**
 * Every reader against damaged files: an {@link InputException} with a message, or a result; nothing else, and no more
 * memory than the bound. More files than the usual few thousand: {@code mvn test -pl traces -Dtest=ReaderFuzzTest
 * -Dtessera.fuzzFiles=200000}.
 */
class ReaderFuzzTest {
    private static final int FILES = Integer.getInteger("tessera.fuzzFiles", 6_000);

    /**
     * What reading one damaged file may allocate: what a ZIP may unpack to (64 MiB), twice since text and numbers are
     * copied, and some more. All files here are small; {@code docs/traces.md} states the bound for large ones.
     */
    private static final long LARGEST_ALLOCATION = 160L << 20;

    private static final ImportOptions ANY =
            new ImportOptions(TraceDescription.named("t"), "", false, false, 0, List.of(), 1, Optional.empty());

    /** A kind of file: a good one, and what reads it. */
    private record Target(String name, byte[] good, Consumer<byte[]> reader) {}

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void damagedFilesAreRefusedOrRead() throws IOException {
        List<Target> targets = targets();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<String, Long> refused = new LinkedHashMap<>();
        long most = 0;
        for (int i = 0; i < FILES; i++) {
            Target target = targets.get(i % targets.size());
            byte[] damaged = Mutations.of(target.good, i);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                target.reader.accept(damaged);
            } catch (InputException e) {
                refused.merge(target.name, 1L, Long::sum);
                assertTrue(e.getMessage().length() > 15, target.name + ", seed " + i + ": " + e.getMessage());
            } catch (RuntimeException | Error e) {
                fail(target.name + ", seed " + i + ": expected an input error or a result, got " + e, e);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            most = Math.max(most, allocated);
            assertTrue(
                    allocated <= LARGEST_ALLOCATION,
                    target.name + ", seed " + i + ": allocated " + allocated + " bytes for " + damaged.length);
        }
        System.out.println(
                "fuzz: " + FILES + " files, refused " + refused + ", most allocated " + (most >> 10) + " KiB");
        // Damage that nobody notices would mean that the readers do not look.
        for (Target target : targets) {
            assertTrue(refused.getOrDefault(target.name, 0L) > 0, target.name + " refuses nothing");
        }
    }

    private static List<Target> targets() throws IOException {
        List<Target> targets = new ArrayList<>();
        for (StoredPrecision precision : StoredPrecision.values()) {
            for (TraceFormat format : TraceFormats.ALL) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                format.writer().write(RandomTraces.any(4, precision), out);
                targets.add(new Target(
                        format.name() + " " + precision,
                        out.toByteArray(),
                        bytes -> format.reader().read(ByteSource.memory("x", bytes))));
            }
        }
        byte[] npy = resource("i8_fortran_3d.npy");
        targets.add(new Target(
                "npy",
                npy,
                bytes -> NpyReader.read(ByteSource.memory("x", bytes)).doubles()));
        targets.add(new Target(
                "npy f2",
                resource("f2_fortran.npy"),
                bytes -> NpyReader.read(ByteSource.memory("x", bytes)).floats()));
        targets.add(new Target(
                "text",
                resource("text.npy"),
                bytes -> NpyReader.read(ByteSource.memory("x", bytes)).text()));
        targets.add(new Target("npy in a sound zip", npy, bytes -> readAll(zipped(bytes))));
        targets.add(new Target("deflated npz", resource("deflated.npz"), ReaderFuzzTest::readAll));
        targets.add(new Target("import", foreign(), bytes -> {
            try (SafetensorsFile file = SafetensorsFile.open(ByteSource.memory("x", bytes))) {
                ArrayImport.of(file, ANY);
            }
        }));
        targets.add(new Target(
                "spatten csv",
                workload(),
                bytes -> SpattenWorkload.parse("x", new String(bytes, StandardCharsets.UTF_8))
                        .csv()));
        targets.add(new Target(
                "natten json",
                "{\"input_size\": [30, 48, 80], \"kernel_size\": [18, 24, 24], \"is_causal\": false, \"dim\": 128}"
                        .getBytes(StandardCharsets.UTF_8),
                bytes -> NattenProblem.parse(new String(bytes, StandardCharsets.UTF_8), "x")
                        .forEach(NattenProblem::gnaLine)));
        targets.add(new Target("llama2c checkpoint", LlamaFuzz.checkpoint(), LlamaFuzz::readCheckpoint));
        targets.add(new Target("llama2c tokenizer", LlamaFuzz.tokenizer(), LlamaFuzz::readTokenizer));
        return targets;
    }

    private static void readAll(byte[] npz) {
        try (NpzFile file = NpzFile.open(ByteSource.memory("x", npz))) {
            for (String name : file.names()) {
                file.array(name).doubles();
            }
        }
    }

    /** The damage past the ZIP's checksum: a sound archive around a damaged array. */
    private static byte[] zipped(byte[] npy) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(npy);
            zip.closeEntry();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** Tensors as another program would write them, BF16 among them. */
    private static byte[] foreign() {
        String header = "{\"layers.0.q\":{\"dtype\":\"F32\",\"shape\":[1,2,3,2],\"data_offsets\":[0,48]},"
                + "\"layers.0.k\":{\"dtype\":\"BF16\",\"shape\":[2,3,2],\"data_offsets\":[48,72]},"
                + "\"layers.0.v\":{\"dtype\":\"I8\",\"shape\":[2,3,2],\"data_offsets\":[72,84]}}   ";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header.length());
        out.writeBytes(new byte[] {(byte) 0, 0, 0, 0, 0, 0, 0});
        out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(new byte[84]);
        byte[] bytes = out.toByteArray();
        bytes[1] = (byte) (header.length() >> 8);
        return bytes;
    }

    private static byte[] workload() {
        return ("iteration_id,layer_id,head_id,key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n"
                        + "0,0,0,48,12,8,8,True\n0,0,1,48,12,-1,8,False\n0,1,0,40,10,12,8,1\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = NpyReader.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
