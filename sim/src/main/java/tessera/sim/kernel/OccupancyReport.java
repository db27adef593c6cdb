package tessera.sim.kernel;

import java.util.ArrayList;
import java.util.List;

/** The state of a machine as text, for error messages: in the order of declaration, whatever the step order. */
final class OccupancyReport {
    private final List<Port> components;
    private final List<Fifo> fifos;

    /** {@code components}: a port at each component. */
    OccupancyReport(List<Port> components, List<Fifo> fifos) {
        this.components = List.copyOf(components);
        this.fifos = List.copyOf(fifos);
    }

    List<Fifo> fifos() {
        return fifos;
    }

    /** A machine in which nobody is due must be empty: else it is a deadlock. */
    void requireNothingLeft(String machine, long cycle) {
        long wordCount = 0;
        for (Fifo fifo : fifos) {
            wordCount += fifo.wordCount();
        }
        List<String> holders = new ArrayList<>();
        for (Port port : components) {
            if (port.component().hasPendingWork()) {
                holders.add(port.componentName());
            }
        }
        if (wordCount > 0 || !holders.isEmpty()) {
            throw new SimulationException("machine '" + machine + "' is deadlocked at cycle " + cycle
                    + ": every component is IDLE, " + wordCount + " words are left in fifos"
                    + (holders.isEmpty() ? "" : ", work is left in " + String.join(", ", holders)) + "\n"
                    + text());
        }
    }

    String text() {
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
        componentRows.add(new String[] {"component", "clock", "asleep since", "due", "waits for"});
        for (Port port : components) {
            componentRows.add(new String[] {
                port.componentName(),
                port.domain().clock().name(),
                port.asleepSince() < 0 ? "never" : Long.toString(port.asleepSince()),
                port.due() == Component.IDLE ? "idle" : Long.toString(port.due()),
                waitsFor(port)
            });
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

    private String waitsFor(Port port) {
        List<String> reasons = new ArrayList<>();
        for (Fifo fifo : fifos) {
            if (fifo.producer().isStarved() && fifo.producer().isAtSameComponent(port)) {
                reasons.add("a free slot in " + fifo.name());
            }
            if (fifo.consumer().isStarved() && fifo.consumer().isAtSameComponent(port)) {
                reasons.add("a word in " + fifo.name());
            }
        }
        if (port.component().hasPendingWork()) {
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
