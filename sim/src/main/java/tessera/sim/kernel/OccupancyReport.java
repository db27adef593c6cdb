package tessera.sim.kernel;

import java.util.ArrayList;
import java.util.List;

/** The state of a machine as text, for error messages. */
final class OccupancyReport {
    private OccupancyReport() {}

    /** A machine in which nobody is due must be empty: else it is a deadlock. */
    static void requireNothingLeft(String machine, long cycle, ClockDomain[] domains, List<Fifo> fifos) {
        long wordCount = 0;
        for (Fifo fifo : fifos) {
            wordCount += fifo.wordCount();
        }
        List<String> holders = new ArrayList<>();
        for (ClockDomain domain : domains) {
            for (int i = 0; i < domain.size(); i++) {
                if (domain.component(i).hasPendingWork()) {
                    holders.add(domain.name(i));
                }
            }
        }
        if (wordCount > 0 || !holders.isEmpty()) {
            throw new SimulationException("machine '" + machine + "' is deadlocked at cycle " + cycle
                    + ": every component is IDLE, " + wordCount + " words are left in fifos"
                    + (holders.isEmpty() ? "" : ", work is left in " + String.join(", ", holders)) + "\n"
                    + of(domains, fifos));
        }
    }

    static String of(ClockDomain[] domains, List<Fifo> fifos) {
        List<String[]> fifoRows = new ArrayList<>();
        fifoRows.add(new String[] {"fifo", "producer", "consumer", "words", "waiting"});
        for (Fifo fifo : fifos) {
            fifoRows.add(new String[] {
                fifo.name(),
                fifo.producer().componentName(),
                fifo.consumer().componentName(),
                fifo.wordCount() + "/" + fifo.capacity(),
                waiting(fifo)
            });
        }
        List<String[]> componentRows = new ArrayList<>();
        componentRows.add(new String[] {"component", "clock", "last step", "due", "waits for"});
        for (ClockDomain domain : domains) {
            for (int i = 0; i < domain.size(); i++) {
                componentRows.add(new String[] {
                    domain.name(i),
                    domain.clock().name(),
                    domain.lastStep(i) < 0 ? "never" : Long.toString(domain.lastStep(i)),
                    domain.due(i) == Component.IDLE ? "idle" : Long.toString(domain.due(i)),
                    waitsFor(domain, i, fifos)
                });
            }
        }
        return aligned(fifoRows) + aligned(componentRows);
    }

    private static String waiting(Fifo fifo) {
        List<String> waiting = new ArrayList<>();
        if (fifo.producer().isStarved()) {
            waiting.add(fifo.producer().componentName() + " for a free slot");
        }
        if (fifo.consumer().isStarved()) {
            waiting.add(fifo.consumer().componentName() + " for a word");
        }
        if (fifo.wordCount() > 0 && !fifo.consumer().isStarved()) {
            waiting.add(fifo.consumer().componentName() + " has not asked");
        }
        return waiting.isEmpty() ? "-" : String.join(", ", waiting);
    }

    private static String waitsFor(ClockDomain domain, int index, List<Fifo> fifos) {
        List<String> reasons = new ArrayList<>();
        for (Fifo fifo : fifos) {
            if (fifo.producer().isStarved() && fifo.producer().isAt(domain, index)) {
                reasons.add("a free slot in " + fifo.name());
            }
            if (fifo.consumer().isStarved() && fifo.consumer().isAt(domain, index)) {
                reasons.add("a word in " + fifo.name());
            }
        }
        if (domain.component(index).hasPendingWork()) {
            reasons.add("(holds work)");
        }
        return reasons.isEmpty() ? "-" : String.join(", ", reasons);
    }

    private static String aligned(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.length; i++) {
                line.append(' ').append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 1));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
