package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.models.dram.DramParams;
import tessera.traces.check.InputException;

class CommandTraceTest {
    private static final DramParams HBM2 = Channels.one("r2-hbm2-b");

    @TempDir
    private Path folder;

    @Test
    void writesCoordinatesAndReadsThemBack() throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        CommandTrace.writeHeader(out);
        RecordedCommands direct = new RecordedCommands();
        DramPort port = new DramPort(HBM2, Listeners.both(CommandTrace.writer(out, HBM2, 0), direct));
        // Pseudo-channel 1, bank group 2, bank 3: flat bank 16 + 8 + 3 = 27.
        Channels.run(port, new long[] {Channels.address(HBM2, 1, 2, 3, 511, 7)}, false);
        out.flush();
        assertEquals("cycle,command,ch,pc,bg,ba,row,col\n0,ACT,0,1,2,3,511,0\n15,RD,0,1,2,3,511,7\n", text.toString());
        Path file = folder.resolve("trace.csv");
        Files.writeString(file, text.toString());
        RecordedCommands replayed = new RecordedCommands();
        assertEquals(2, CommandTrace.replay(file, HBM2, new CommandListener[] {replayed}));
        assertEquals(direct.text(), replayed.text());
    }

    @Test
    void checkerFindsATamperedTrace() throws IOException {
        Path file = folder.resolve("early.csv");
        Files.writeString(file, "0,ACT,0,0,0,0,1,0\n13,RD,0,0,0,0,1,0\n");
        JedecChecker checker = new JedecChecker(HBM2);
        CommandTrace.replay(file, HBM2, new CommandListener[] {checker});
        // The activate ends at clock 1: RCD 14 allows the read from 15 on.
        assertEquals(
                "[clock 13: RD to bank 0: t_rcd_rd needs 14, got 12]",
                checker.violations().toString());
    }

    @Test
    void saysWhereATraceIsWrong() throws IOException {
        assertMessage(
                "5,ACT,0,0,0,0,1\n",
                ":1: expected 'cycle,command,ch,pc,bg,ba,row,col' such as '17,ACT,0,1,2,3,511,0',"
                        + " got '5,ACT,0,0,0,0,1'");
        assertMessage(
                "5,ACT,0,2,0,0,1,0\n", ":1: pc = 2, this memory has 0 to 1; give the preset the trace was made with");
        assertMessage("5,PRE,0,0,0,0,1,0\n4,PRE,0,0,0,0,1,0\n", ":2: cycle 4 comes after cycle 5; sort by cycle");
        assertMessage("\n", ": expected at least one line 'cycle,command,ch,pc,bg,ba,row,col', got no command");
    }

    private void assertMessage(String text, String message) throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, text);
        CommandListener[] listeners = {Listeners.NONE};
        InputException e = assertThrows(InputException.class, () -> CommandTrace.replay(file, HBM2, listeners));
        assertEquals(file + message, e.getMessage());
    }
}
