package tessera.hdl.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.hdl.block.Block;
import tessera.hdl.block.Blocks;
import tessera.hdl.block.ZeroEliminatorBlock;
import tessera.hdl.emit.Design;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.ZeroEliminatorParams;

/** Every block is clean in every lint tool that is installed. */
@Tag("verilator")
@RequiresTool(Tool.VERILATOR)
class LintTest {
    @Test
    void everyBlockIsCleanAtItsDefaults() {
        for (Block block : Blocks.ALL) {
            assertClean(block.instance().design());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // lanes, lane bits, layers per stage: smallest, widest, a register everywhere, nowhere, at odd places
        "2, 1, 1",
        "64, 64, 5",
        "8, 12, 1",
        "8, 12, 12",
        "32, 7, 3",
    })
    void zeroEliminatorIsCleanAtTheCornersOfItsRange(int lanes, int laneBits, int layersPerStage) {
        assertClean(ZeroEliminatorBlock.instance(new ZeroEliminatorParams(lanes, laneBits, layersPerStage))
                .design());
    }

    @Test
    void memoryIsClean() {
        assertClean(Design.of(Memories.oneReadOneWrite(48, 96)));
    }

    @Test
    void aLoopIsNotClean() {
        // a = ~a: every tool that looks for combinational loops must say so.
        ModuleBuilder m = new ModuleBuilder("tsr_loop", "A loop.");
        Signal a = m.wire("a", 1);
        m.assign(a, a.not());
        m.assign(m.output("b", 1), a.and(Literal.of(1, 1)));
        Lint.Verdict verilator = Lint.check(Design.of(m.build())).get(0);
        assertTrue(verilator.messages().contains("UNOPTFLAT"), verilator.messages());
    }

    private static void assertClean(Design design) {
        for (Lint.Verdict verdict : Lint.check(design)) {
            if (verdict.isPresent()) {
                assertEquals(
                        "",
                        verdict.messages(),
                        verdict.tool() + " on " + design.top().name());
            } else {
                System.err.println("not linted with " + verdict.tool() + ": " + verdict.messages());
            }
        }
    }
}
