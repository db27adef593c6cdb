package tessera.sim.dram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;
import tessera.traces.check.InputException;
import tessera.traces.file.InputFiles;

/**
 * Commands as text, one a line: {@code cycle,ACT,ch,pc,bg,ba,row,col}. Where a pseudo-channel has several ranks, column
 * {@code pc} counts them: pseudo-channel · ranks + rank. A command to a whole rank names bank group 0, bank 0.
 */
public final class CommandTrace {
    private static final String HEADER = "cycle,command,ch,pc,bg,ba,row,col";
    private static final String NUMBER = "([0-9]{1,15})";
    private static final Pattern LINE = Pattern.compile(NUMBER + ",([A-Z]+)" + ("," + NUMBER).repeat(6));

    private CommandTrace() {}

    /** Writes the header line. */
    public static void writeHeader(PrintWriter out) {
        out.print(HEADER + "\n");
    }

    /** A listener that writes the commands of one channel. */
    public static CommandListener writer(PrintWriter out, DramParams params, int channel) {
        DramOrganisation organisation = params.organisation();
        int banksPerUnit = organisation.banksPerUnit();
        int banksPerGroup = organisation.banksPerGroup();
        return (clock, command, bank, row, column) -> {
            int inUnit = bank % banksPerUnit;
            out.print(clock + "," + DramCommand.values()[command].mnemonic() + "," + channel + "," + bank / banksPerUnit
                    + "," + inUnit / banksPerGroup + "," + inUnit % banksPerGroup + "," + row + "," + column + "\n");
        };
    }

    /**
     * Replays a trace into one listener per channel; a malformed line is an {@link InputException} with file:line.
     *
     * @return commands read
     */
    public static long replay(Path file, DramParams params, CommandListener[] listeners) {
        int number = 0;
        long count = 0;
        long clock = 0;
        try (BufferedReader lines = InputFiles.lines(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.equals(HEADER)) {
                    continue;
                }
                clock = replay(line, file + ":" + number, clock, params, listeners);
                count++;
            }
        } catch (IOException e) {
            throw InputFiles.unreadable("command trace", file, e, "expected lines '" + HEADER + "'");
        }
        if (count == 0) {
            throw new InputException(file + ": expected at least one line '" + HEADER + "', got no command");
        }
        return count;
    }

    private static long replay(
            String line, String place, long earliest, DramParams params, CommandListener[] listeners) {
        Matcher form = LINE.matcher(line.strip());
        if (!form.matches()) {
            throw new InputException(
                    place + ": expected '" + HEADER + "' such as '17,ACT,0,1,2,3,511,0', got '" + line.strip() + "'");
        }
        DramCommand command;
        try {
            command = DramCommand.of(form.group(2));
        } catch (InputException e) {
            throw e.at(place);
        }
        DramOrganisation organisation = params.organisation();
        long clock = Long.parseLong(form.group(1));
        if (clock < earliest) {
            throw new InputException(place + ": cycle " + clock + " comes after cycle " + earliest + "; sort by cycle");
        }
        int channel = below(place, "ch", form.group(3), organisation.channelCount());
        int unit = below(place, "pc", form.group(4), organisation.unitCount());
        int group = below(place, "bg", form.group(5), organisation.bankGroupCount());
        int bank = below(place, "ba", form.group(6), organisation.banksPerGroup());
        int row = below(place, "row", form.group(7), organisation.rowCount());
        int column = below(place, "col", form.group(8), organisation.columnCount());
        int flat = (unit * organisation.bankGroupCount() + group) * organisation.banksPerGroup() + bank;
        listeners[channel].issued(clock, command.ordinal(), flat, row, column);
        return clock;
    }

    private static int below(String place, String name, String text, int limit) {
        long value = Long.parseLong(text);
        if (value >= limit) {
            throw new InputException(place + ": " + name + " = " + value + ", this memory has 0 to " + (limit - 1)
                    + "; give the preset the trace was made with");
        }
        return (int) value;
    }
}
