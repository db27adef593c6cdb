package tessera.sim.block;

import java.util.HashMap;
import java.util.Map;

/** The frames of one cycle, reached by the names of streams and ports: for models with many streams. */
final class NamedPorts {
    private final Map<String, Integer> drivenWord;
    private final Map<String, Integer> readWord;
    /** Care words of the payload of each output stream. */
    private final Map<String, int[]> payload = new HashMap<>();
    /** Length in words of each port of an output stream. */
    private final Map<String, Integer> length = new HashMap<>();

    private int[] driven = new int[0];
    private int[] read = new int[0];
    private int[] care = new int[0];

    NamedPorts(BlockPorts ports) {
        drivenWord = words(ports.driven());
        readWord = words(ports.read());
        for (StreamPorts stream : ports.outputs()) {
            int[] ones = new int[stream.beat().words()];
            stream.beat().fillOnes(ones, 0);
            stream.payload().forEach(port -> length.put(port.name(), port.words()));
            payload.put(stream.name(), ones);
        }
    }

    private static Map<String, Integer> words(PortFrame frame) {
        Map<String, Integer> words = new HashMap<>();
        frame.ports().forEach(port -> words.put(port.name(), frame.word(port.name())));
        return words;
    }

    /** Whatever follows is about this cycle. */
    void cycle(int[] drivenFrame, int[] readFrame, int[] careFrame) {
        driven = drivenFrame;
        read = readFrame;
        care = careFrame;
    }

    boolean isValid(String inputStream) {
        return driven[drivenWord.get(inputStream + "_valid")] != 0;
    }

    boolean isReady(String outputStream) {
        return driven[drivenWord.get(outputStream + "_ready")] != 0;
    }

    /** A driven port of at most 32 bits. */
    int get(String port) {
        return driven[drivenWord.get(port)];
    }

    /** Bits of a driven port. */
    int get(String port, int firstBit, int width) {
        return (int) PortBits.get(driven, drivenWord.get(port), firstBit, width);
    }

    /** Copies driven words, from those of a port on. */
    void read(String port, int[] into, int count) {
        System.arraycopy(driven, drivenWord.get(port), into, 0, count);
    }

    /** Words from the first port to the second, both driven. */
    int distance(String from, String to) {
        return drivenWord.get(to) - drivenWord.get(from);
    }

    /** Shows an input stream whether its beat is taken; returns whether it is, if there is one. */
    boolean accept(String inputStream, boolean isReady) {
        int word = readWord.get(inputStream + "_ready");
        PortBits.show(read, care, word, isReady);
        return isReady && isValid(inputStream);
    }

    /** Shows an output stream a beat, or that there is none; returns whether one passes. The payload is put apart. */
    boolean offer(String outputStream, boolean isValid) {
        int word = readWord.get(outputStream + "_valid");
        PortBits.show(read, care, word, isValid);
        if (isValid) {
            int[] ones = payload.get(outputStream);
            System.arraycopy(ones, 0, care, word + 1, ones.length);
        }
        return isValid && isReady(outputStream);
    }

    /** A port of at most 32 bits of an output stream. */
    void put(String port, int value) {
        read[readWord.get(port)] = value;
    }

    void put(String port, int firstBit, int width, int value) {
        PortBits.put(read, readWord.get(port), firstBit, width, value);
    }

    /** The first bits of words for a port of an output stream. */
    void put(String port, int[] from, int bits) {
        move(from, 0, port, bits);
    }

    /** Words for the whole of a port. */
    void put(String port, int[] from) {
        System.arraycopy(from, 0, read, readWord.get(port), length.get(port));
    }

    /** Passes the whole of a driven port on to a port of an output stream. */
    void forward(String port, String to) {
        System.arraycopy(driven, drivenWord.get(port), read, readWord.get(to), length.get(to));
    }

    /** As {@link #forward(String, String)}, of the first bits. */
    void forward(String port, String to, int bits) {
        move(driven, drivenWord.get(port), to, bits);
    }

    private void move(int[] from, int base, String to, int bits) {
        for (int bit = 0; bit < bits; bit += Integer.SIZE) {
            int width = Math.min(Integer.SIZE, bits - bit);
            PortBits.put(read, readWord.get(to), bit, width, PortBits.get(from, base, bit, width));
        }
    }

    /** These bits of a port of an output stream mean nothing. */
    void ignore(String port, int firstBit, int width) {
        PortBits.put(care, readWord.get(port), firstBit, width, 0);
    }
}
