package tessera.hdl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.sim.block.PortBits;
import tessera.sim.block.StreamPorts;

/** The values of all ports of a block, cycle by cycle; which bits of the outputs mean something is part of it. */
public final class PortTrace {
    private final BlockPorts ports;
    private final int drivenWords;
    private final int readWords;
    private int cycles;
    private int[] driven = new int[0];
    private int[] read = new int[0];
    private int[] care = new int[0];

    public PortTrace(BlockPorts ports) {
        this.ports = ports;
        this.drivenWords = ports.driven().words();
        this.readWords = ports.read().words();
    }

    /** A trace of the same inputs with other outputs, all of which count. */
    public PortTrace withRead(int[] otherRead) {
        if (otherRead.length != cycles * readWords) {
            throw new IllegalArgumentException(
                    otherRead.length + " words for " + cycles + " cycles of " + readWords + " words");
        }
        PortTrace trace = new PortTrace(ports);
        trace.cycles = cycles;
        trace.driven = driven;
        trace.read = otherRead;
        trace.care = new int[otherRead.length];
        Arrays.fill(trace.care, -1);
        return trace;
    }

    /** Appends one cycle. */
    void add(int[] drivenFrame, int[] readFrame, int[] careFrame) {
        if ((cycles + 1) * drivenWords > driven.length || (cycles + 1) * readWords > read.length) {
            int room = Math.max(1024, 2 * cycles);
            driven = Arrays.copyOf(driven, Math.multiplyExact(room, drivenWords));
            read = Arrays.copyOf(read, Math.multiplyExact(room, readWords));
            care = Arrays.copyOf(care, Math.multiplyExact(room, readWords));
        }
        System.arraycopy(drivenFrame, 0, driven, cycles * drivenWords, drivenWords);
        System.arraycopy(readFrame, 0, read, cycles * readWords, readWords);
        System.arraycopy(careFrame, 0, care, cycles * readWords, readWords);
        cycles++;
    }

    public BlockPorts ports() {
        return ports;
    }

    public int cycles() {
        return cycles;
    }

    /** Driven words of {@code count} cycles from {@code first} on, cycle after cycle. */
    public int[] drivenWords(int first, int count) {
        return Arrays.copyOfRange(driven, first * drivenWords, (first + count) * drivenWords);
    }

    /** Read words of {@code count} cycles from {@code first} on, cycle after cycle. */
    public int[] readWords(int first, int count) {
        return Arrays.copyOfRange(read, first * readWords, (first + count) * readWords);
    }

    /** Per cycle and read word, the bits that mean something; none before the last reset is over. */
    public int[] careAfterReset() {
        int[] bits = Arrays.copyOf(care, cycles * readWords);
        Arrays.fill(bits, 0, firstCycleAfterReset() * readWords, 0);
        return bits;
    }

    /** Whether a beat passes on the output stream in this cycle. */
    public boolean passes(StreamPorts output, int cycle) {
        return read[cycle * readWords + ports.read().word(output.valid().name())] != 0
                && driven[
                                cycle * drivenWords
                                        + ports.driven().word(output.ready().name())]
                        != 0
                && !isReset(cycle);
    }

    /** Whether a beat passes on the input stream in this cycle. */
    public boolean passesIn(StreamPorts input, int cycle) {
        return driven[cycle * drivenWords + ports.driven().word(input.valid().name())] != 0
                && read[cycle * readWords + ports.read().word(input.ready().name())] != 0
                && !isReset(cycle);
    }

    public boolean isReset(int cycle) {
        return driven[cycle * drivenWords] != 0;
    }

    /** The first cycle after the last reset; what came before means nothing. */
    public int firstCycleAfterReset() {
        int cycle = cycles;
        while (cycle > 0 && !isReset(cycle - 1)) {
            cycle--;
        }
        return cycle;
    }

    /** The beats that pass on an output stream after the last reset, in order. */
    public List<Beat> beats(StreamPorts output) {
        List<Beat> beats = new ArrayList<>();
        for (int cycle = firstCycleAfterReset(); cycle < cycles; cycle++) {
            if (passes(output, cycle)) {
                beats.add(new Beat(output, read, payloadBase(output, cycle)));
            }
        }
        return beats;
    }

    /** Index in {@link #read} of the first payload word of the output stream in this cycle. */
    int payloadBase(StreamPorts output, int cycle) {
        return cycle * readWords + ports.read().word(output.payload().get(0).name());
    }

    int[] driven() {
        return driven;
    }

    int drivenWordCount() {
        return drivenWords;
    }

    int[] read() {
        return read;
    }

    int[] care() {
        return care;
    }

    int readWords() {
        return readWords;
    }

    /** The driven port's value in this cycle, in hexadecimal. */
    String hexDriven(int cycle, Port port) {
        return hex(driven, cycle * drivenWords + ports.driven().word(port.name()), port);
    }

    /** A port's value in this cycle, in hexadecimal; {@code -} for bits that mean nothing is not shown. */
    String hexRead(int cycle, Port port) {
        return hex(read, cycle * readWords + ports.read().word(port.name()), port);
    }

    static String hex(int[] words, int base, Port port) {
        if (port.bits() <= Long.SIZE) {
            return "0x" + Long.toHexString(PortBits.get(words, base, 0, port.bits()));
        }
        StringBuilder digits = new StringBuilder("0x");
        for (int word = port.words() - 1; word >= 0; word--) {
            digits.append(String.format("%08x", words[base + word]));
        }
        return digits.toString();
    }
}
