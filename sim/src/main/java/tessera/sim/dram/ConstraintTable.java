package tessera.sim.dram;

import java.util.ArrayList;
import java.util.List;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramLevel;
import tessera.models.dram.DramParams;
import tessera.models.dram.TimingConstraint;

/** A device's constraints as arrays: per level and command, which commands wait for how long. Immutable, shared. */
final class ConstraintTable {
    static final int LEVELS = DramLevel.values().length;

    /** Pairs (later command, wait) of plain constraints: {@code [level][command]}. */
    final int[][][] waits = new int[LEVELS][Commands.COUNT][];

    /** Pairs (later command, wait) of constraints on the other nodes under the same parent. */
    final int[][][] siblingWaits = new int[LEVELS][Commands.COUNT][];

    /** Triples (later command, wait, window) of constraints over several commands. */
    final int[][][] windowWaits = new int[LEVELS][Commands.COUNT][];

    /** Whether any constraint of a command acts on siblings. */
    final boolean[] hasSiblings = new boolean[Commands.COUNT];

    ConstraintTable(DramParams params) {
        for (int level = 0; level < LEVELS; level++) {
            for (DramCommand command : DramCommand.values()) {
                int c = command.ordinal();
                waits[level][c] = rows(params, level, command, false, false);
                siblingWaits[level][c] = rows(params, level, command, true, false);
                windowWaits[level][c] = rows(params, level, command, false, true);
                hasSiblings[c] |= siblingWaits[level][c].length > 0;
            }
        }
    }

    private static int[] rows(DramParams params, int level, DramCommand earlier, boolean siblings, boolean windows) {
        List<Integer> out = new ArrayList<>();
        for (TimingConstraint constraint : params.constraints()) {
            if (constraint.level().ordinal() != level
                    || !constraint.earlier().contains(earlier)
                    || constraint.isForSiblings() != siblings
                    || (constraint.window() > 1) != windows) {
                continue;
            }
            for (DramCommand later : DramCommand.values()) {
                if (constraint.later().contains(later)) {
                    merge(out, later.ordinal(), constraint.waitCycles(), windows ? constraint.window() : 0);
                }
            }
        }
        return out.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Of two plain waits for the same command only the longer matters. */
    private static void merge(List<Integer> out, int later, int wait, int window) {
        if (window > 0) {
            out.addAll(List.of(later, wait, window));
            return;
        }
        for (int i = 0; i < out.size(); i += 2) {
            if (out.get(i) == later) {
                out.set(i + 1, Math.max(out.get(i + 1), wait));
                return;
            }
        }
        out.addAll(List.of(later, wait));
    }
}
