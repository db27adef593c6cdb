package tessera.hdl.synth;

import java.util.List;

/**
 * What a design costs in gates. Memories are left out of everything but {@code memoryBits}: a macro of the technology
 * takes their place.
 *
 * @param library name of the cell library, or "generic CMOS"
 * @param hasLibrary whether {@link Part#size} is an area in µm²; otherwise it is a number of transistors
 * @param whole all parts together; its critical path is the longest of theirs
 * @param parts the top module's own logic and each module directly inside it, when there are any
 * @param memoryBits bits of the memories
 * @param tool version of Yosys
 */
public record SynthesisResult(
        String library, boolean hasLibrary, Part whole, List<Part> parts, long memoryBits, String tool) {
    public SynthesisResult {
        parts = List.copyOf(parts);
    }

    /**
     * A module, flattened.
     *
     * @param module its name
     * @param cells of the library or, without one, gates
     * @param size area in µm² or number of transistors
     * @param criticalPathNs longest combinational path as abc sees it, without wires, flip-flop delay and set-up; 0
     *     without a library
     */
    public record Part(String module, long cells, double size, double criticalPathNs) {}
}
