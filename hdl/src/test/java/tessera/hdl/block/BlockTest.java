package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;

class BlockTest {
    @Test
    void settingsReplaceDefaults() {
        BlockInstance block = ZeroEliminatorBlock.DESCRIPTION.instance(List.of("lanes=32", " layers_per_stage = 2 "));
        assertEquals(Map.of("lanes", 32, "lane_bits", 12, "layers_per_stage", 2), block.parameters());
        assertEquals("tsr_zero_eliminator_n32_w12_l2", block.design().top().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lane=8 | unknown parameter of zero-eliminator 'lane': expected one of lanes, lane_bits,"
                        + " layers_per_stage; did you mean 'lanes'?",
                "lanes | zero-eliminator: expected a setting such as lanes=16, got 'lanes'",
                "lanes=x | zero-eliminator: lanes = 'x', must be a power of two between 2 and 64",
                "lanes=12 | zero-eliminator: lanes = 12, must be a power of two between 2 and 64"
                        + " (each shift layer moves a lane by a power of two); use 8 or 16",
                "lane_bits=0 | zero-eliminator: lane_bits = 0, must be a whole number between 1 and 64"
                        + " (a lane holds one word); use 1 or more",
            })
    void saysWhatIsWrongWithASetting(String setting, String message) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> ZeroEliminatorBlock.DESCRIPTION.instance(List.of(setting)))
                        .getMessage());
    }

    @Test
    void aSettingCountsOnce() {
        assertEquals(
                "zero-eliminator: lanes is set twice; set it once",
                assertThrows(
                                InputException.class,
                                () -> ZeroEliminatorBlock.DESCRIPTION.instance(List.of("lanes=8", "lanes=16")))
                        .getMessage());
    }

    @Test
    void anUnknownBlockIsNamedWithTheNearest() {
        assertEquals(
                "unknown block 'zero-elimnator': expected one of "
                        + String.join(", ", Blocks.ALL.stream().map(Block::name).toList())
                        + "; did you mean 'zero-eliminator'?",
                assertThrows(InputException.class, () -> Blocks.named("zero-elimnator"))
                        .getMessage());
    }

    @Test
    void everyBlockSaysWhatItIs() {
        Set<String> names = new HashSet<>();
        for (Block block : Blocks.ALL) {
            assertTrue(block.name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), block.name());
            assertTrue(names.add(block.name()), block.name() + " is listed twice");
            for (String text : List.of(block.summary(), block.latency(), block.source(), block.status())) {
                assertTrue(text.length() > 5, block.name() + ": '" + text + "'");
            }
            String top = block.instance().design().top().name();
            assertTrue(top.startsWith("tsr_" + block.name().replace('-', '_')), top);
        }
    }

    @Test
    void aCaseIsTheSameWheneverItIsAsked() {
        for (Block block : Blocks.ALL) {
            BlockInstance instance = block.instance();
            assertEquals(
                    instance.cases().at(7, 50).inputs(),
                    instance.cases().at(7, 50).inputs());
            assertEquals(
                    instance.cases().at(7, 50).expected(),
                    block.instance().cases().at(7, 50).expected());
        }
    }
}
