package tessera.hdl.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.TopKBlock;
import tessera.hdl.synth.SynthesisResult.Part;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.TopKBlockParams;
import tessera.traces.check.InputException;

class SynthesisTest {
    private static final BlockInstance ENGINE = TopKBlock.radix(TopKBlockParams.radix(8, 2, 2, 1));

    @TempDir
    private Path folder;

    @Test
    void memoriesAreBlackBoxesAndTheModulesBesideThemStayApart() {
        String script = Synthesis.script(ENGINE.design(), Optional.empty());
        assertTrue(script.contains("\nread_verilog -lib tsr_ram_1r1w_d4_w4.v\n"), script);
        assertTrue(script.contains("setattr -mod -set keep_hierarchy 1 tsr_top_k_radix_select_n8_p2_w2_b1\n"), script);
        assertTrue(script.contains("setattr -mod -set keep_hierarchy 1 tsr_top_k_filter_n8_p2_w2\n"), script);
        assertTrue(script.lines().findFirst().orElseThrow().startsWith("read_verilog tsr_"), script);
        assertTrue(!script.lines().findFirst().orElseThrow().contains("ram"), script);
    }

    @Test
    void readsWhatYosysSays() {
        // The forms of Yosys 0.23: inner modules count as cells there, and the summary at the end repeats the areas.
        String stat = """
                8. Printing statistics.

                === tsr_part ===

                   Number of cells:                 30
                     sg13g2_nand2_1                 30

                   Chip area for module '\\tsr_part': 217.728000

                === tsr_whole ===

                   Number of cells:                 12
                     sg13g2_inv_1                   10
                     tsr_part                        1
                     tsr_ram_1r1w_d4_w4              1

                   Area for cell type \\tsr_part is unknown!

                   Chip area for module '\\tsr_whole': 54.432000

                === design hierarchy ===

                   tsr_whole                         1
                   Number of cells:                 40
                   Chip area for top module '\\tsr_whole': 272.160000
                """;
        String abc = """
                10.1. Extracting gate netlist of module `\\tsr_part' to `<abc-temp-dir>/input.blif'..
                ABC: WireLoad = "none"  Gates =     40 ( 13.5 %)   Area =  300.00 ( 92.2 %)   Delay =  3000.00 ps  (  2.5 %)
                ABC: WireLoad = "none"  Gates =     30 ( 13.5 %)   Area =  217.73 ( 92.2 %)   Delay =  2888.80 ps  (  2.5 %)
                """;
        assertEquals(
                Map.of(
                        "tsr_part",
                        new Part("tsr_part", 30, 217.728, 2.8888),
                        "tsr_whole",
                        new Part("tsr_whole", 10, 54.432, 0)),
                new SynthesisReport(stat, abc).parts());
    }

    @Test
    @RequiresTool(Tool.YOSYS)
    void countsTransistorsWithoutALibrary() {
        SynthesisResult result = Synthesis.run(ENGINE.design(), Optional.empty());
        assertEquals("generic CMOS", result.library());
        // 8 scores of 2 bits.
        assertEquals(16, result.memoryBits());
        List<String> modules = result.parts().stream().map(Part::module).toList();
        assertEquals(
                List.of(
                        "tsr_top_k_radix_select_n8_p2_w2_b1",
                        "tsr_top_k_filter_n8_p2_w2",
                        "tsr_top_k_radix_n8_p2_w2_b1"),
                modules);
        double sum = result.parts().stream().mapToDouble(Part::size).sum();
        assertEquals(sum, result.whole().size());
        // At least 16 transistors for each of some 60 flip-flops.
        assertTrue(sum > 1_000 && sum < 20_000, "" + sum);
    }

    @Test
    void aLibraryMustBeOne() throws IOException {
        Path missing = folder.resolve("cells.lib");
        assertEquals(
                "--liberty " + missing
                        + ": expected a Liberty file (.lib), but it cannot be read: there is no such file",
                assertThrows(InputException.class, () -> Liberty.read(missing)).getMessage());
        Path other = Files.writeString(folder.resolve("other.lib"), "module x; endmodule");
        assertTrue(assertThrows(InputException.class, () -> Liberty.read(other))
                .getMessage()
                .contains("expected a Liberty file, text with library (NAME)"));
        Path small = Files.writeString(
                folder.resolve("small.lib"),
                "library (\"small\") {\n cell (small_nand2_1) { area : 1; }\n cell (\"small_buf_1\") { area : 2; }\n"
                        + " /* } */ cell (small_dff_1) { ff (IQ, IQN) { next_state : \"{D\"; } }\n}\n");
        Liberty read = Liberty.read(small);
        assertEquals("small", read.name());
        assertEquals("set_driving_cell small_buf_1\nset_load 10.0\n", read.constraints());
    }
}
