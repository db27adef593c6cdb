package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.PackedStream;
import tessera.hdl.emit.Design;
import tessera.hdl.emit.Signal;
import tessera.sim.block.BlockModel;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;

/**
 * A block with its parameters fixed: its Verilog, its cycle model and its test cases, all from one parameter record.
 *
 * @param blockName name of its {@link Block}
 * @param parameters every parameter's value, in the order of the block's list
 * @param design Verilog
 * @param model makes a cycle model in its reset state
 * @param cases directed and random test cases with the golden function's answers
 * @param packedStreams output streams whose beats another implementation may cut differently
 */
public record BlockInstance(
        String blockName,
        Map<String, Integer> parameters,
        Design design,
        Supplier<? extends BlockModel> model,
        CaseSource cases,
        List<PackedStream> packedStreams) {
    /** A block whose every beat is laid down. */
    public BlockInstance(
            String blockName,
            Map<String, Integer> parameters,
            Design design,
            Supplier<? extends BlockModel> model,
            CaseSource cases) {
        this(blockName, parameters, design, model, cases, List.of());
    }

    public BlockInstance {
        packedStreams = List.copyOf(packedStreams);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        checkSamePorts(design, model.get().ports());
    }

    /** The ports beside the clock. */
    public BlockPorts ports() {
        return model.get().ports();
    }

    private static void checkSamePorts(Design design, BlockPorts ports) {
        List<String> inVerilog = new ArrayList<>();
        for (Signal port : design.top().ports()) {
            boolean isInput = port.kind() == Signal.Kind.INPUT;
            if (!port.name().equals("clk")) {
                inVerilog.add((isInput ? "input " : "output ") + port.name() + " " + port.width());
            }
        }
        List<String> inModel = new ArrayList<>();
        for (Port port : ports.driven().ports()) {
            inModel.add("input " + port.name() + " " + port.bits());
        }
        for (Port port : ports.read().ports()) {
            inModel.add("output " + port.name() + " " + port.bits());
        }
        Collections.sort(inVerilog);
        Collections.sort(inModel);
        if (!inVerilog.equals(inModel)) {
            throw new IllegalStateException(
                    design.top().name() + ": the Verilog has the ports " + inVerilog + ", the cycle model " + inModel);
        }
    }
}
