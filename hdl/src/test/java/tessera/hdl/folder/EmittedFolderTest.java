package tessera.hdl.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.hdl.block.Block;
import tessera.hdl.block.Blocks;
import tessera.hdl.block.ZeroEliminatorBlock;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.hdl.tool.ToolRun;

/** The folder works on its own: its Makefile's targets pass, and fail when the Verilog is wrong. */
@Tag("verilator")
class EmittedFolderTest {
    private static final List<String> SMALL = List.of("lanes=8", "lane_bits=6");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    @RequiresTool({Tool.VERILATOR, Tool.CXX, Tool.ICARUS, Tool.YOSYS})
    void everyTargetPasses() throws IOException {
        emit(ZeroEliminatorBlock.DESCRIPTION, SMALL);
        for (String target : List.of("lint", "iverilog", "verilator")) {
            ToolRun run = make(target);
            assertEquals(0, run.exitCode(), target + ": " + run.output());
            assertTrue(run.output().contains(target.equals("lint") ? "lint: clean" : "PASS: "), run.output());
        }
    }

    @Test
    @RequiresTool({Tool.VERILATOR, Tool.CXX, Tool.ICARUS})
    void aWrongVerilogFailsInBothBenchesAtTheSameCycleAndSignal() throws IOException {
        emit(ZeroEliminatorBlock.DESCRIPTION, SMALL);
        Path file = folder.resolve("tsr_zero_eliminator_n8_w6_l4.v");
        String text = Files.readString(file);
        String right = "in_mask[1] ? ~in_mask[0]";
        assertTrue(text.contains(right), "the text to break is there");
        Files.writeString(file, text.replace(right, "in_mask[1] ? in_mask[0]"));
        // Two cycles of reset, 8 of noise, 2 of reset; two beats with all lanes kept at 12 and 13; latency 2.
        for (String target : List.of("iverilog", "verilator")) {
            ToolRun run = make(target);
            assertTrue(run.exitCode() != 0, run.output());
            assertTrue(run.output().contains("FAIL: cycle 14: out_data is "), run.output());
        }
    }

    @Test
    @RequiresTool(Tool.ICARUS)
    void theBenchOfEveryBlockPassesUnderIcarus() throws IOException {
        int passed = 0;
        for (Block block : Blocks.ALL) {
            emit(block, List.of());
            ToolRun run = make("clean iverilog");
            assertTrue(run.output().contains("PASS: "), block.name() + ": " + run.output());
            passed++;
        }
        assertEquals(Blocks.ALL.size(), passed);
    }

    @Test
    void theSameInputsGiveTheSameBytes() {
        assertEquals(
                EmittedFolder.of(ZeroEliminatorBlock.DESCRIPTION, ZeroEliminatorBlock.DESCRIPTION.instance(SMALL), 7),
                EmittedFolder.of(ZeroEliminatorBlock.DESCRIPTION, ZeroEliminatorBlock.DESCRIPTION.instance(SMALL), 7));
    }

    private void emit(Block block, List<String> settings) throws IOException {
        EmittedFolder emitted = EmittedFolder.of(block, block.instance(settings), 1);
        for (String name : emitted.files().keySet()) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, emitted.files().get(name));
        }
    }

    private ToolRun make(String targets) {
        return ToolRun.run(List.of("sh", "-c", "make " + targets), folder, LIMIT);
    }
}
