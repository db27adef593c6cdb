package tessera.models.dram;

import java.util.Set;

/**
 * One line of a constraint table, resolved: once the last {@code window} commands of {@code earlier} have gone to a node
 * of {@code level}, a command of {@code later} to the same node waits {@code waitCycles} from the first of them.
 *
 * @param level where the two commands meet
 * @param earlier commands that start the wait
 * @param later commands that wait
 * @param waitCycles clocks between the first clocks of the two commands, ≥ 1
 * @param window 1 for a plain wait; 4 for FAW: the wait counts from the 4th-last command
 * @param isForSiblings whether the later command goes to another node under the same parent (rank to rank) instead
 */
public record TimingConstraint(
        DramLevel level,
        Set<DramCommand> earlier,
        Set<DramCommand> later,
        int waitCycles,
        int window,
        boolean isForSiblings) {
    public TimingConstraint {
        earlier = Set.copyOf(earlier);
        later = Set.copyOf(later);
    }
}
