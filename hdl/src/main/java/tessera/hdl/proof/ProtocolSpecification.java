package tessera.hdl.proof;

import java.util.ArrayList;
import java.util.List;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.sim.block.StreamPorts;

/**
 * The SystemVerilog around a block that assumes well-behaved surroundings (a reset first; an input beat is held until it
 * is taken) and asserts that the block behaves alike (an output beat is held until it is taken).
 */
public final class ProtocolSpecification {
    private final BlockPorts ports;
    private final StringBuilder text = new StringBuilder();

    private ProtocolSpecification(BlockPorts ports) {
        this.ports = ports;
    }

    /** Assumptions and the protocol's assertions. */
    public static String of(BlockPorts ports) {
        return of(ports, "");
    }

    /**
     * Assumptions, the protocol's assertions and more.
     *
     * @param more declarations, clocked blocks and assertions; ports have their own names, {@code started} is 1 from the
     *     first cycle after reset on
     */
    public static String of(BlockPorts ports, String more) {
        ProtocolSpecification specification = new ProtocolSpecification(ports);
        specification.head();
        ports.inputs().forEach(stream -> specification.held(stream, "assume"));
        ports.outputs().forEach(stream -> specification.held(stream, "assert"));
        specification.line(more);
        specification.line("endmodule");
        return specification.text.toString();
    }

    private void head() {
        List<String> declared = new ArrayList<>();
        declared.add("input clk");
        List<String> wires = new ArrayList<>();
        List<String> connections = new ArrayList<>(List.of(".clk(clk)", ".rst(rst)"));
        for (Port port : ports.driven().ports()) {
            if (!port.equals(BlockPorts.RESET)) {
                declared.add("input [" + (port.bits() - 1) + ":0] " + port.name());
                connections.add("." + port.name() + "(" + port.name() + ")");
            }
        }
        for (Port port : ports.read().ports()) {
            wires.add("wire [" + (port.bits() - 1) + ":0] " + port.name() + ";");
            connections.add("." + port.name() + "(" + port.name() + ")");
        }
        line("module proof (" + String.join(", ", declared) + ");");
        line("    reg started = 1'b0;");
        line("    wire rst = ~started;");
        line("    always @(posedge clk) started <= 1'b1;");
        wires.forEach(wire -> line("    " + wire));
        line("    @DUT@ dut (" + String.join(", ", connections) + ");");
    }

    private void held(StreamPorts stream, String verb) {
        String name = stream.name();
        line("    reg " + name + "_waits = 1'b0;");
        line("    always @(posedge clk) " + name + "_waits <= started && "
                + stream.valid().name() + " && !" + stream.ready().name() + ";");
        line("    always @* if (" + name + "_waits) " + verb + " ("
                + stream.valid().name() + ");");
        for (Port port : stream.payload()) {
            String before = port.name() + "_before";
            line("    reg [" + (port.bits() - 1) + ":0] " + before + ";");
            line("    always @(posedge clk) " + before + " <= " + port.name() + ";");
            line("    always @* if (" + name + "_waits) " + verb + " (" + port.name() + " == " + before + ");");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
