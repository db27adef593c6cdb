package tessera.hdl.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.emit.Design;
import tessera.hdl.tool.TemporaryFolder;
import tessera.sim.block.BlockPorts;
import tessera.traces.check.ToolException;

/**
 * A block's Verilog, running in a process of its own. If that process dies, the next call says so with its last words;
 * the JVM lives on. One thread at a time.
 */
public final class Simulator implements AutoCloseable {
    private static final String ERRORS = "stderr";
    private static final int BATCH_CYCLES = 4096;
    private static final int END_SECONDS = 20;
    private static final int SHOWN_CHARACTERS = 1000;

    private final String moduleName;
    private final BlockPorts ports;
    private final Process process;
    private final TemporaryFolder temporary;
    private final OutputStream toServer;
    private final DataInputStream fromServer;

    private Simulator(String moduleName, BlockPorts ports, Process process, TemporaryFolder temporary) {
        this.moduleName = moduleName;
        this.ports = ports;
        this.process = process;
        this.temporary = temporary;
        this.toServer = process.getOutputStream();
        this.fromServer = new DataInputStream(process.getInputStream());
    }

    /** Builds the server if the cache does not hold it, and starts it. */
    public static Simulator start(Design design, BlockPorts ports, BuildCache cache, long seed) {
        return start(design, ports, cache, seed, Path.of(""));
    }

    /** As above; an empty coverage path counts no coverage, else it is written there at the end. */
    static Simulator start(Design design, BlockPorts ports, BuildCache cache, long seed, Path coverage) {
        return start(design, ports, cache, seed, coverage, List.of());
    }

    /** As above, with arguments such as {@code +name=value} for a design that asks for them. */
    public static Simulator start(
            Design design, BlockPorts ports, BuildCache cache, long seed, Path coverage, List<String> arguments) {
        boolean hasCoverage = !coverage.toString().isEmpty();
        Path server = new SimulatorBuild(cache, hasCoverage).server(design, ports);
        return start(design.top().name(), ports, server, seed, coverage, arguments);
    }

    /** Builds the server for Verilog that did not come from here. */
    public static Simulator start(
            String top, Map<String, String> files, BlockPorts ports, BuildCache cache, long seed) {
        Path server = new SimulatorBuild(cache, false).server(top, files, ports);
        return start(top, ports, server, seed, Path.of(""), List.of());
    }

    private static Simulator start(
            String top, BlockPorts ports, Path server, long seed, Path coverage, List<String> arguments) {
        TemporaryFolder temporary = TemporaryFolder.create();
        Process process;
        try {
            List<String> command = new ArrayList<>(List.of(
                    server.toString(), Integer.toString(1 + Math.floorMod(seed, 1_000_000)), coverage.toString()));
            command.addAll(arguments);
            process = new ProcessBuilder(command)
                    .redirectError(temporary.file(ERRORS).toFile())
                    .start();
        } catch (IOException e) {
            temporary.close();
            throw new ToolException("the simulator of " + top + " could not be started: " + e, e);
        }
        Simulator simulator = new Simulator(top, ports, process, temporary);
        try {
            simulator.greet();
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private void greet() {
        int[] hello = receive(3);
        if (!List.of(ServerSource.HELLO, ports.driven().words(), ports.read().words())
                .equals(List.of(hello[0], hello[1], hello[2]))) {
            throw new IllegalStateException("the simulator of " + moduleName + " has other ports than its model");
        }
    }

    /** Replays a trace's inputs; returns the same inputs with what the Verilog answers. */
    public PortTrace replay(PortTrace stimulus) {
        int drivenWords = ports.driven().words();
        int readWords = ports.read().words();
        int[] read = new int[Math.multiplyExact(stimulus.cycles(), readWords)];
        for (int first = 0; first < stimulus.cycles(); first += BATCH_CYCLES) {
            int count = Math.min(BATCH_CYCLES, stimulus.cycles() - first);
            send(count, stimulus.drivenWords(first, count), count * drivenWords);
            System.arraycopy(receive(count * readWords), 0, read, first * readWords, count * readWords);
        }
        return stimulus.withRead(read);
    }

    /** One cycle: the outputs for these inputs, then the clock edge. Slow, for benches that answer what they see. */
    public void cycle(int[] driven, int[] read) {
        send(1, driven, driven.length);
        int[] answer = receive(read.length);
        System.arraycopy(answer, 0, read, 0, read.length);
    }

    private void send(int head, int[] words, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * count).order(ByteOrder.nativeOrder());
        bytes.putInt(head).asIntBuffer().put(words, 0, count);
        try {
            toServer.write(bytes.array());
            toServer.flush();
        } catch (IOException e) {
            throw died(e);
        }
    }

    private int[] receive(int count) {
        byte[] bytes = new byte[4 * count];
        try {
            fromServer.readFully(bytes);
        } catch (IOException e) {
            throw died(e);
        }
        int[] words = new int[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asIntBuffer().get(words);
        return words;
    }

    private SimulatorDiedException died(IOException cause) {
        String lastWords = "";
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            lastWords = Files.readString(temporary.file(ERRORS), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            lastWords = "(its messages could not be read: " + e.getMessage() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int from = Math.max(0, lastWords.length() - SHOWN_CHARACTERS);
        return new SimulatorDiedException(
                "the simulator of " + moduleName + " ended"
                        + (process.isAlive() ? "" : " with exit code " + process.exitValue())
                        + (lastWords.isEmpty() ? "" : ": " + lastWords.substring(from)),
                cause);
    }

    /** Ends the process, letting it write its coverage. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                send(0, new int[0], 0);
                process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
            toServer.close();
            fromServer.close();
        } catch (IOException | SimulatorDiedException e) {
            System.getLogger(Simulator.class.getName()).log(System.Logger.Level.DEBUG, "while closing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            temporary.close();
        }
    }
}
