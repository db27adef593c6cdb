package tessera.models.dram;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * Reads lines such as {@code after RD at bank_group, RD waits t_ccd_l}, {@code after 4 ACT at rank, ACT waits t_faw} and
 * {@code after RD at other rank, RD WR waits t_burst + t_rtrs} into integers.
 *
 * <p>Data sheets count from the last clock of a command, the model from its first: a command of n clocks that comes
 * earlier adds n − 1, one that comes later takes n − 1 away.
 */
final class ConstraintParser {
    private static final String FORM = "a line such as 'after RD WR at bank_group, RD waits t_cwl + t_burst + t_wtr_l'";
    private static final Pattern LINE = Pattern.compile(
            "after (?:([1-9][0-9]?) )?([A-Z]+(?: [A-Z]+)*) at (other )?([a-z_]+), ([A-Z]+(?: [A-Z]+)*) waits (.+)");
    private static final Pattern TERM = Pattern.compile("\\s*([+-]?)\\s*([a-z][a-z_]*|[0-9]{1,6})\\s*");

    private final DramTiming timing;
    private final Map<DramCommand, Integer> clocks;

    /**
     * @param timing what the names in the expressions stand for
     * @param clocks clocks that a command occupies the command bus, where it is not 1
     */
    ConstraintParser(DramTiming timing, Map<DramCommand, Integer> clocks) {
        this.timing = timing;
        this.clocks = Map.copyOf(clocks);
    }

    /** The constraints of one line: several where commands of different length share it. */
    List<TimingConstraint> parse(String line) {
        Matcher form = LINE.matcher(line.strip());
        if (!form.matches()) {
            throw new InputException("expected " + FORM + ", got '" + line + "'");
        }
        int window = form.group(1) == null ? 1 : Integer.parseInt(form.group(1));
        Set<DramCommand> earlier = commands(form.group(2));
        boolean siblings = form.group(3) != null;
        DramLevel level = DramLevel.of(form.group(4));
        int nominal = evaluate(form.group(6));
        checkScope(line, earlier, level, siblings, window);
        List<TimingConstraint> constraints = new ArrayList<>();
        for (DramCommand first : earlier) {
            Map<Integer, Set<DramCommand>> laterByWait = new TreeMap<>();
            for (DramCommand second : commands(form.group(5))) {
                int wait = nominal + length(first) - length(second);
                if (wait >= 1) {
                    laterByWait
                            .computeIfAbsent(wait, w -> EnumSet.noneOf(DramCommand.class))
                            .add(second);
                }
            }
            laterByWait.forEach((wait, later) ->
                    constraints.add(new TimingConstraint(level, Set.of(first), later, wait, window, siblings)));
        }
        return constraints;
    }

    private static void checkScope(
            String line, Set<DramCommand> earlier, DramLevel level, boolean siblings, int window) {
        if (level.compareTo(DramLevel.RANK) > 0 && earlier.stream().anyMatch(DramCommand::isForWholeRank)) {
            throw new InputException("'" + line + "': PREA and REF go to a whole rank; expected the level channel,"
                    + " pseudo_channel or rank");
        }
        boolean isSiblingLevel = level == DramLevel.PSEUDO_CHANNEL || level == DramLevel.RANK;
        if (siblings && !isSiblingLevel) {
            throw new InputException("'" + line + "': expected 'other rank' or 'other pseudo_channel'");
        }
        if (window > 1 && level.compareTo(DramLevel.RANK) > 0) {
            throw new InputException("'" + line + "': a window over " + window
                    + " commands is counted at the level channel, pseudo_channel or rank");
        }
    }

    private int length(DramCommand command) {
        return clocks.getOrDefault(command, 1);
    }

    private static Set<DramCommand> commands(String text) {
        Set<DramCommand> commands = EnumSet.noneOf(DramCommand.class);
        for (String mnemonic : text.split(" ")) {
            commands.add(DramCommand.of(mnemonic));
        }
        return commands;
    }

    /** A sum of timing names and whole numbers. */
    private int evaluate(String expression) {
        int sum = 0;
        Matcher term = TERM.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            boolean isFirst = end == 0;
            if (!term.find(end)
                    || term.start() != end
                    || (!isFirst && term.group(1).isEmpty())) {
                throw new InputException(
                        "expected a sum such as 't_cl + t_burst + 2 - t_cwl', got '" + expression + "'");
            }
            sum += (term.group(1).equals("-") ? -1 : 1) * value(term.group(2));
            end = term.end();
        }
        return sum;
    }

    private int value(String operand) {
        if (Character.isDigit(operand.charAt(0))) {
            return Integer.parseInt(operand);
        }
        List<String> names = TimingName.texts();
        int index = names.indexOf(operand);
        if (index < 0) {
            throw Nearest.unknown("timing", operand, names);
        }
        TimingName name = TimingName.values()[index];
        if (!timing.has(name)) {
            throw new InputException("timing '" + operand + "' is used here but the table does not give " + name.key());
        }
        return timing.of(name);
    }
}
