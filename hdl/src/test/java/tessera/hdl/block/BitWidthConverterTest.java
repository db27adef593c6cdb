package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.BitWidthConverterParams;
import tessera.models.golden.BitWidthConversion;
import tessera.models.golden.ProgressiveQuantisation;
import tessera.traces.check.InputException;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class BitWidthConverterTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                BitWidthConverterBlock.instance(new BitWidthConverterParams(1, 6, 2)),
                BitWidthConverterBlock.instance(new BitWidthConverterParams(3, 12, 4)),
                BitWidthConverterBlock.instance(new BitWidthConverterParams(2, 16, 12)));
    }

    @Test
    void slicesOfProgressiveQuantisationComeTogetherAgain() {
        // 8 + 4 bits: -1234 = 0xB2E, upper slice 0xB2, lower slice 0xE.
        assertEquals(0xB2E, BitWidthConversion.element(0xB2, 8, 0xE, 4, 12));
        for (int value = -2048; value < 2048; value++) {
            long msb = ProgressiveQuantisation.msb(value, 4) & 0xFF;
            long lsb = ProgressiveQuantisation.lsb(value, 4);
            assertEquals(value & 0xFFF, BitWidthConversion.element(msb, 8, lsb, 4, 12));
        }
        // 10 + 4 bits in 12: the two lowest bits of the lower slice have no room.
        assertEquals(0b1111111111_10, BitWidthConversion.element(0x3FF, 10, 0b1011, 4, 12));
    }

    @Test
    void takesOneCycle() {
        BlockInstance block = instances().get(1);
        PortTrace trace = run(Level.VERILOG, block, List.of(block.cases().at(1, 0)));
        for (int beat = 0; beat < taken(trace, 0).size(); beat++) {
            assertEquals(taken(trace, 0).get(beat) + 1, given(trace, 0).get(beat));
        }
    }

    @Test
    void refusesWidthsThatMakeNoHardware() {
        assertEquals(
                "bit-width-converter: element_bits = 7, must be even (slices are 4, 6, 8, … bits wide)",
                assertThrows(InputException.class, () -> new BitWidthConverterParams(4, 7, 4))
                        .getMessage());
        assertEquals(
                "bit-width-converter: lsb_bits = 5, must be at most 4 (element_bits less the narrowest upper slice, 4 bits)",
                assertThrows(InputException.class, () -> new BitWidthConverterParams(4, 8, 5))
                        .getMessage());
    }
}
