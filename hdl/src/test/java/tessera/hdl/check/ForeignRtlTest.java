package tessera.hdl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.hdl.bench.Difference;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.TopKBlock;
import tessera.hdl.run.BuildCache;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.TopKBlockParams;
import tessera.traces.check.InputException;

/** Checking RTL that is not ours: here ours with planted faults. */
class ForeignRtlTest {
    private static final BuildCache CACHE = BuildCache.at(Path.of("target", "verilator"));
    private static final BlockInstance BLOCK = TopKBlock.radix(TopKBlockParams.radix(32, 4, 5, 3));
    private static final String TOP = BLOCK.design().top().name();

    @TempDir
    private Path folder;

    private static ForeignRtl with(String right, String wrong) {
        Map<String, String> files = new LinkedHashMap<>();
        boolean isPlanted = false;
        for (Map.Entry<String, String> file : BLOCK.design().files().entrySet()) {
            String text = file.getValue().replace(right, wrong);
            isPlanted |= !text.equals(file.getValue());
            files.put(file.getKey(), text);
        }
        assertTrue(isPlanted, "the text to break is there: " + right);
        return new ForeignRtl(TOP, files);
    }

    private static ForeignCheckResult check(ForeignRtl rtl) {
        return ForeignCheck.run(BLOCK, rtl, 200, 1, 2_000, CACHE);
    }

    @Test
    @Tag("verilator")
    @RequiresTool({Tool.VERILATOR, Tool.CXX})
    void ourOwnRtlPassesAndAFaultInItIsNamed() {
        ForeignCheckResult right = check(new ForeignRtl(TOP, BLOCK.design().files()));
        assertEquals(List.of(), right.failures());
        assertEquals(200, right.cases().size());

        // Scores equal to the threshold count as greater: the first case that must leave one of them out is wrong.
        ForeignCheckResult wrong = check(with("(threshold < row[4:0])", "(threshold <= row[4:0])"));
        Difference difference = wrong.firstDifference().orElseThrow();
        assertTrue(difference.signal().startsWith("keep_index lane"), difference.toString());
        assertTrue(wrong.waves().contains("$scope module " + TOP), "waves around it");
        String report = JUnitReport.of("top-k-radix", TOP, wrong);
        assertTrue(report.contains("failures=\"" + wrong.failures().size() + "\""), report);
        assertTrue(report.contains("<failure message=\"" + difference.toString().replace("<", "&lt;")), report);
    }

    @Test
    @Tag("verilator")
    @RequiresTool({Tool.VERILATOR, Tool.CXX})
    void rtlThatNeverAnswersTimesOut() {
        ForeignCheckResult result = check(with("assign out_valid = out_valid_q;", "assign out_valid = 1'b0;"));
        // The kept indices still come; the next request waits for the result to be taken.
        Difference difference = result.firstDifference().orElseThrow();
        assertEquals("time-out", difference.signal());
        assertEquals("a beat within 2000 cycles", difference.expected());
        assertTrue(difference.got().startsWith("none; last handshake: a beat of 'keep' in cycle "), difference.got());
        assertEquals(1, result.cases().size());
    }

    @Test
    @Tag("verilator")
    @RequiresTool(Tool.VERILATOR)
    void wrongPortsAreNamedWithWhatIsExpectedAndFound() {
        String text = "module other (input clk, input rst, input in_valid, output in_ready, input in_last,\n"
                + "    input [19:0] in_scores, input [3:0] in_mask, input [4:0] k, output out_valid, input out_ready,\n"
                + "    output [4:0] out_threshold, output [5:0] out_greater, input [5:0] out_keep_equal,\n"
                + "    output keep_valid, input keep_ready, output keep_last, output [2:0] keep_count, input scan);\n"
                + "endmodule\n";
        InputException e =
                assertThrows(InputException.class, () -> check(new ForeignRtl("other", Map.of("other.v", text))));
        assertEquals(
                "--top other has other ports than the block: "
                        + "k: expected an input of 6 bits, found an input of 5 bits; "
                        + "out_keep_equal: expected an output of 6 bits, found an input of 6 bits; "
                        + "keep_index: expected an output of 20 bits, found none; "
                        + "scan: found an input of 1 bit, expected none (nothing would drive it)",
                e.getMessage());
    }

    @Test
    @Tag("verilator")
    @RequiresTool(Tool.VERILATOR)
    void textThatIsNoVerilogIsTheUsersInput() {
        InputException e = assertThrows(
                InputException.class,
                () -> check(new ForeignRtl("other", Map.of("other.v", "module other (input clk;\nendmodule\n"))));
        assertTrue(e.getMessage().startsWith("--rtl: Verilator cannot read it: %Error: other.v:1:"), e.getMessage());
    }

    @Test
    void filesAndTheModuleMustBeThere() throws IOException {
        Path file =
                Files.writeString(folder.resolve("a.v"), "module first (); endmodule\n  module second; endmodule\n");
        assertEquals(
                List.of("a.v"),
                List.copyOf(ForeignRtl.read(List.of(file), "second").files().keySet()));
        assertEquals(
                "unknown module (--top) 'frist': expected one of first, second; did you mean 'first'?",
                assertThrows(InputException.class, () -> ForeignRtl.read(List.of(file), "frist"))
                        .getMessage());
        Path missing = folder.resolve("b.v");
        assertEquals(
                "--rtl " + missing + ": expected a Verilog file, but there is no such file",
                assertThrows(InputException.class, () -> ForeignRtl.read(List.of(missing), "first"))
                        .getMessage());
        assertEquals(
                "--rtl: two files are named a.v; rename one of them",
                assertThrows(InputException.class, () -> ForeignRtl.read(List.of(file, file), "first"))
                        .getMessage());
    }
}
