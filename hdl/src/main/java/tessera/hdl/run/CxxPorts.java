package tessera.hdl.run;

import tessera.sim.block.Port;
import tessera.sim.block.PortFrame;

/** C++ statements that copy the ports of a verilated module from or to a frame of 32-bit words {@code w}. */
public final class CxxPorts {
    private CxxPorts() {}

    /** {@code top.port = w[…]} for every port, a line each. */
    public static String driven(PortFrame frame) {
        return assignments(frame, true);
    }

    /** {@code w[…] = top.port} for every port, a line each. */
    public static String read(PortFrame frame) {
        return assignments(frame, false);
    }

    private static String assignments(PortFrame frame, boolean isDriven) {
        StringBuilder text = new StringBuilder();
        for (Port port : frame.ports()) {
            text.append(assignment(port, frame.word(port.name()), isDriven));
        }
        return text.toString();
    }

    private static String assignment(Port port, int word, boolean isDriven) {
        String member = "top." + port.name();
        if (port.bits() > Long.SIZE) {
            String element = member + "[i]";
            String slot = "w[" + word + " + i]";
            return "    for (int i = 0; i < " + port.words() + "; ++i) "
                    + (isDriven ? element + " = " + slot : slot + " = " + element) + ";\n";
        }
        if (port.bits() > Integer.SIZE) {
            return isDriven
                    ? "    " + member + " = static_cast<std::uint64_t>(w[" + (word + 1) + "]) << 32 | w[" + word
                            + "];\n"
                    : "    w[" + word + "] = static_cast<Word>(" + member + ");\n    w[" + (word + 1)
                            + "] = static_cast<Word>(" + member + " >> 32);\n";
        }
        String slot = "w[" + word + "]";
        return "    " + (isDriven ? member + " = " + slot : slot + " = " + member) + ";\n";
    }
}
