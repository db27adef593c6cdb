package tessera.hdl.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.hdl.block.Block;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.Blocks;
import tessera.hdl.emit.Design;
import tessera.hdl.proof.Proof.Outcome;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;

@Tag("verilator")
@RequiresTool(Tool.YOSYS)
class FormalCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"zero-eliminator", "prefix-sum"})
    void theFunctionIsProvedForEver(String block) {
        Proof proof = Proofs.of(block).get(0);
        assertEquals(Outcome.PROVED, FormalCheck.run(proof, instance(proof)).outcome());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gather-addresses", "crossbar"})
    void theProtocolHolds(String block) {
        Proof proof = Proofs.of(block).get(0);
        assertEquals(
                Outcome.NO_COUNTEREXAMPLE,
                FormalCheck.run(proof, instance(proof)).outcome());
    }

    @Test
    void aWrongFunctionIsNotProved() {
        // A kept lane that owes one step too few.
        Proof proof = Proofs.of("zero-eliminator").get(0);
        Design wrong = withFault(instance(proof), "in_mask[1] ? ~in_mask[0]", "in_mask[1] ? in_mask[0]");
        assertEquals(Outcome.COUNTEREXAMPLE, FormalCheck.run(wrong, proof.specification(), proof.frames()));
    }

    @Test
    void aBrokenHandshakeIsFound() {
        // The output takes a new beat while the old one waits.
        Proof proof = Proofs.of("crossbar").get(0);
        Design wrong =
                withFault(instance(proof), "out0_free = ~out0_valid_q | out0_ready", "out0_free = 1'b1 | out0_ready");
        assertEquals(Outcome.COUNTEREXAMPLE, FormalCheck.run(wrong, proof.specification(), proof.frames()));
    }

    @Test
    void nearlyEveryBlockHasAProof() {
        List<String> without = Blocks.ALL.stream()
                .map(Block::name)
                .filter(name -> Proofs.of(name).isEmpty())
                .collect(Collectors.toList());
        // The softmax is divider and multipliers: out of reach of a bounded check.
        assertTrue(List.of("softmax", "attention-head").containsAll(without), "without a proof: " + without);
    }

    private static BlockInstance instance(Proof proof) {
        return Blocks.named(proof.block()).instance(proof.settings());
    }

    private static Design withFault(BlockInstance block, String right, String wrong) {
        Map<String, String> files = new LinkedHashMap<>();
        block.design().files().forEach((name, text) -> {
            assertTrue(text.contains(right), "the text to break is there: " + text);
            files.put(name, text.replace(right, wrong));
        });
        return new Design(block.design().top(), files);
    }
}
