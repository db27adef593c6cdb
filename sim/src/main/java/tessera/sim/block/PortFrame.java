package tessera.sim.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each port's value lies in the {@code int[]} that holds all values of one cycle: every port starts at a word of
 * its own, lowest bits first, and spare bits of its last word are 0.
 */
public final class PortFrame {
    private final List<Port> ports;
    private final Map<String, Integer> wordOfPort = new LinkedHashMap<>();
    private final int words;

    PortFrame(List<Port> ports) {
        this.ports = List.copyOf(ports);
        int next = 0;
        for (Port port : ports) {
            if (wordOfPort.put(port.name(), next) != null) {
                throw new IllegalArgumentException("two ports are named " + port.name());
            }
            next += port.words();
        }
        this.words = next;
    }

    static PortFrame of(List<List<Port>> parts) {
        List<Port> all = new ArrayList<>();
        parts.forEach(all::addAll);
        return new PortFrame(all);
    }

    /** In the order of the frame. */
    public List<Port> ports() {
        return ports;
    }

    /** Words of one cycle. */
    public int words() {
        return words;
    }

    /** The port of that name. */
    public Port port(String name) {
        return portAt(word(name));
    }

    /** First word of the port of that name. */
    public int word(String port) {
        Integer word = wordOfPort.get(port);
        if (word == null) {
            throw new IllegalArgumentException("no port " + port + " among " + wordOfPort.keySet());
        }
        return word;
    }

    /** Sets every bit of every port, in words of which the frame's first one is {@code base}. */
    void fillOnes(int[] into, int base) {
        int word = base;
        for (Port port : ports) {
            PortBits.fillOnes(into, word, port.bits());
            word += port.words();
        }
    }

    /** The port that a word belongs to. */
    public Port portAt(int word) {
        int index = 0;
        int start = 0;
        while (word >= start + ports.get(index).words()) {
            start += ports.get(index).words();
            index++;
        }
        return ports.get(index);
    }
}
