package tessera.sim.dram;

import java.util.ArrayList;
import java.util.List;
import tessera.models.dram.DramCommand;

/** Keeps every command of a channel as text, {@code 15 RD 3.1}: clock, command, bank.row. */
final class RecordedCommands implements CommandListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void issued(long clock, int command, int bank, int row, int column) {
        DramCommand each = DramCommand.values()[command];
        boolean hasRow = each == DramCommand.ACTIVATE || each.isColumnCommand();
        lines.add(clock + " " + each.mnemonic() + " " + bank + (hasRow ? "." + row : ""));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    String text() {
        return String.join(", ", lines);
    }
}
