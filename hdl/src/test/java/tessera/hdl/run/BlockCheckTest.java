package tessera.hdl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.Difference;
import tessera.hdl.block.Block;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.Blocks;
import tessera.hdl.block.ZeroEliminatorBlock;
import tessera.hdl.emit.Design;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.ZeroEliminatorParams;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class BlockCheckTest {
    private static final BuildCache CACHE = BuildCache.at(Path.of("target", "verilator"));
    private static final ZeroEliminatorParams EIGHT_LANES = new ZeroEliminatorParams(8, 6, 4);

    @Test
    void everyBlockEqualsItsCycleModelAndGoldenFunction() {
        for (Block block : Blocks.ALL) {
            BlockCheckResult result = check(block.instance(), 600);
            assertEquals(List.of(), result.failures(), block.name() + ", seed 1");
            assertEquals(600, result.cases());
            assertTrue(result.cycles() > 600, "at least a cycle a case, got " + result.cycles());
        }
    }

    @Test
    void aPlantedFaultIsCaughtAtItsFirstCycle() {
        // Case 0 sends two beats with all 8 lanes kept in cycles 0 and 1; with a latency of 2 cycles, the first shows
        // in
        // cycle 2. The fault lets lane 1 owe a step down where lane 0 is taken, so lane 1's word overwrites lane 0's.
        BlockCheckResult result = check(withFault("in_mask[1] ? ~in_mask[0]", "in_mask[1] ? in_mask[0]"), 600);
        BlockCheckResult.Failure first = result.failures().get(0);
        assertEquals(0, first.caseIndex());
        assertEquals(2, first.difference().cycle());
        assertEquals("out_data", first.difference().signal());
        assertEquals("cycle model", first.difference().reference());
        assertEquals(20, result.mismatches(), "20 wrong cases are enough to say so");
        assertTrue(result.cases() < 100, "the check stops there, but ran " + result.cases());
    }

    @Test
    void aFaultInTheHandshakeIsCaught() {
        // An empty first stage must take a beat even while the last one is stuck. That takes a slow source together
        // with
        // a slow sink: cases 12 to 15 are the first of that kind (Stalls.byTurns).
        BlockInstance faulty =
                withFault("stage1_ready = ~stage1_valid_q | stage2_ready", "stage1_ready = stage2_ready");
        BlockCheckResult result = check(faulty, 600);
        BlockCheckResult.Failure first = result.failures().get(0);
        assertEquals("in_ready", first.difference().signal());
        assertEquals("0x1", first.difference().expected());
        assertEquals(12 / 4, first.caseIndex() / 4);
    }

    @Test
    void aFailedAssertionIsAFailureAndNotACrash() {
        // 9 of 8 lanes: the claim in the Verilog stops the simulator, and the check says what it said.
        BlockCheckResult result = check(withFault("count = 4'd8 -", "count = 4'd9 -"), 600);
        Difference difference = result.failures().get(0).difference();
        assertEquals("simulator", difference.signal());
        assertTrue(difference.got().contains("Assertion failed in TOP.tsr_zero_eliminator_n8_w6_l4"), difference.got());
    }

    private static BlockCheckResult check(BlockInstance block, int cases) {
        return (BlockCheckResult) BlockCheck.run(block, cases, 1, false, CACHE);
    }

    private static BlockInstance withFault(String right, String wrong) {
        BlockInstance block = ZeroEliminatorBlock.instance(EIGHT_LANES);
        Map<String, String> files = new LinkedHashMap<>();
        block.design().files().forEach((name, text) -> {
            assertTrue(text.contains(right), "the text to break is there");
            files.put(name, text.replace(right, wrong));
        });
        return new BlockInstance(
                block.blockName(),
                block.parameters(),
                new Design(block.design().top(), files),
                block.model(),
                block.cases());
    }
}
