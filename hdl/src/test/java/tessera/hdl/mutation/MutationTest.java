package tessera.hdl.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.block.Blocks;
import tessera.hdl.mutation.MutationResult.Kind;
import tessera.hdl.run.BuildCache;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX, Tool.YOSYS})
class MutationTest {
    private static final BuildCache CACHE = BuildCache.at(Path.of("target", "verilator"));

    @Test
    void theBenchNoticesFaultsAndAShortOneFewer() {
        MutationResult strong = Mutation.run(
                Blocks.named("zero-eliminator").instance(Mutants.settings("zero-eliminator")), 40, 300, 1, CACHE);
        assertEquals(40, strong.mutants());
        assertEquals(0, strong.count(Kind.HANDSHAKE_DIFFERS), strong.survivors().toString());
        assertTrue(strong.killRate() > 0.97, strong.survivors().toString());
        // One case, all lanes kept and no stall: it cannot notice a fault in the shift layers.
        MutationResult weak = Mutation.run(
                Blocks.named("zero-eliminator").instance(Mutants.settings("zero-eliminator")), 40, 1, 1, CACHE);
        assertTrue(weak.killed() < strong.killed(), weak.killed() + " against " + strong.killed());
        assertTrue(weak.survivors().size() > weak.count(Kind.EQUIVALENT));
    }
}
