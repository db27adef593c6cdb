package tessera.cli.output;

import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help is laid out: wide enough that an example stays on one line, and whole sentences in the list of commands. */
public final class HelpText {
    private static final int WIDTH = 120;

    private HelpText() {}

    /** Sets the layout of a command line and all its commands. */
    public static void install(CommandLine line) {
        line.setUsageHelpWidth(WIDTH);
        line.getSubcommands().values().forEach(HelpText::wholeSentences);
    }

    /** A list of commands shows the first line of each description: that is made its first sentence. */
    private static void wholeSentences(CommandLine command) {
        command.getSubcommands().values().forEach(HelpText::wholeSentences);
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        String[] lines = usage.description();
        if (lines.length < 2 || lines[0].endsWith(".")) {
            return;
        }
        String text = String.join(" ", lines);
        String[] sentences = text.split("(?<=\\.) ", 2);
        usage.description(sentences);
    }
}
