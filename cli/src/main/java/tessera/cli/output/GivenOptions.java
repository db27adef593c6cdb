package tessera.cli.output;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tessera.traces.check.InputException;

/** What a person has written on the command line, for options that make others meaningless: those are refused, not ignored. */
public final class GivenOptions {
    private static final List<String> COMMON = List.of("--format", "--out", "--seed", "--quiet");

    private final List<ArgSpec> given;

    public GivenOptions(CommandSpec spec) {
        this.given = spec.commandLine().getParseResult().matchedArgs();
    }

    /** Whether an option was written, whatever its value. */
    public boolean has(String option) {
        return names().contains(option);
    }

    /**
     * Refuses every argument but the common options and these ones.
     *
     * @param subject what the others do not go with, such as {@code "--problems"}; the beginning of the reason in the message
     * @param accepted names of options, and labels of parameters
     */
    public void only(String subject, String reason, String... accepted) {
        Set<String> all = new HashSet<>(COMMON);
        all.addAll(Arrays.asList(accepted));
        Optional<String> other =
                names().stream().filter(name -> !all.contains(name)).findFirst();
        if (other.isPresent()) {
            throw new InputException(
                    other.get() + " beside " + subject + ": " + reason + "; expected one or the other");
        }
    }

    private List<String> names() {
        return given.stream()
                .map(argument -> argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
                .toList();
    }
}
