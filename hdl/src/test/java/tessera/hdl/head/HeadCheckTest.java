package tessera.hdl.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.head.HeadCheck.RowResult;
import tessera.hdl.run.BuildCache;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.traces.trace.TraceFiles;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class HeadCheckTest {
    @Test
    void rowsOfTheSampleTraceComeOutRightAndInTime() {
        List<RowResult> rows = HeadCheck.run(
                TraceFiles.open("sample:minilm-declaration-214"),
                4,
                0.3,
                1,
                BuildCache.at(Path.of("target", "verilator")));
        assertEquals(4, rows.size());
        for (RowResult row : rows) {
            assertTrue(row.isRight(), row.toString());
            assertEquals(214, row.keys());
            assertEquals(64, row.kept());
        }
    }
}
