package tessera.hdl.mutation;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.proof.ProtocolSpecification;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.sim.block.StreamPorts;

/** Verilog around a mutated block: one that picks the fault at run time, one that compares a fault with the original. */
final class MutationText {
    private MutationText() {}

    /** A module with the block's name and ports; {@code +mutsel=N} on the command line picks the fault, 0 none. */
    static String selecting(BlockInstance block, int selectorBits) {
        List<String> ports = new ArrayList<>(List.of("input wire clk"));
        List<String> connections = new ArrayList<>(List.of(".clk(clk)", ".mutsel(mutsel)"));
        for (Port port : block.ports().driven().ports()) {
            ports.add("input wire [" + (port.bits() - 1) + ":0] " + port.name());
            connections.add("." + port.name() + "(" + port.name() + ")");
        }
        for (Port port : block.ports().read().ports()) {
            ports.add("output wire [" + (port.bits() - 1) + ":0] " + port.name());
            connections.add("." + port.name() + "(" + port.name() + ")");
        }
        String top = block.design().top().name();
        return "module " + top + " (" + String.join(", ", ports) + ");\n"
                + "    reg [" + (selectorBits - 1) + ":0] mutsel;\n"
                + "    initial if (!$value$plusargs(\"mutsel=%d\", mutsel)) mutsel = 0;\n"
                + "    " + top + "_mutated mutated (" + String.join(", ", connections) + ");\n"
                + "endmodule\n";
    }

    /** Asserts that a fault makes no difference at the ports; the surroundings keep the protocol of the original. */
    static String comparing(BlockInstance block, int mutant, int selectorBits, boolean withPayload) {
        BlockPorts ports = block.ports();
        StringBuilder more = new StringBuilder();
        List<String> connections =
                new ArrayList<>(List.of(".clk(clk)", ".rst(rst)", ".mutsel(" + selectorBits + "'d" + mutant + ")"));
        for (Port port : ports.driven().ports()) {
            if (!port.equals(BlockPorts.RESET)) {
                connections.add("." + port.name() + "(" + port.name() + ")");
            }
        }
        for (Port port : ports.read().ports()) {
            more.append("    wire [" + (port.bits() - 1) + ":0] " + port.name() + "_faulty;\n");
            connections.add("." + port.name() + "(" + port.name() + "_faulty)");
        }
        more.append("    @DUT@ faulty (" + String.join(", ", connections) + ");\n");
        for (StreamPorts stream : ports.inputs()) {
            more.append(same("started", stream.ready()));
        }
        for (StreamPorts stream : ports.outputs()) {
            more.append(same("started", stream.valid()));
            if (withPayload) {
                stream.payload()
                        .forEach(port ->
                                more.append(same("started && " + stream.valid().name(), port)));
            }
        }
        return ProtocolSpecification.of(ports, more.toString())
                .replace("@DUT@ dut (.clk(clk)", "@DUT@ dut (.mutsel(" + selectorBits + "'d0), .clk(clk)");
    }

    private static String same(String condition, Port port) {
        return "    always @* if (" + condition + ") assert (" + port.name() + " == " + port.name() + "_faulty);\n";
    }
}
