package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.cli.explore.space.BreakEven;
import tessera.viz.table.TableText;

/**
 * Where two figures of a design cross as one key is varied, all else held; in closed form.
 *
 * @param point the design
 * @param samples of the listed values that can be built, in their order
 * @param crossings in the order of the values
 * @param refusedCount listed values that cannot be built
 */
record BreakEvenAnswer(
        BreakEven question, long point, List<Sample> samples, List<Crossing> crossings, int refusedCount) {
    /**
     * One value of the key.
     *
     * @param left,right the two sides of the question
     */
    record Sample(String value, double left, double right) {
        double difference() {
            return left - right;
        }
    }

    /**
     * The left side is on one side of the right one at {@code before} and on the other at {@code after}; nothing finer could
     * be built between them, or they are closer than 1 in 10,000.
     */
    record Crossing(Sample before, Sample after) {
        /** Whether the two sides are equal at a value, not between two. */
        boolean isExact() {
            return before.value().equals(after.value());
        }

        /** {@code 0.4213}, or {@code between 8 and 16}. */
        String place() {
            if (isExact()) {
                return before.value();
            }
            if (!BreakEvenSolver.isClose(before.value(), after.value())) {
                return "between " + before.value() + " and " + after.value();
            }
            String unit = Numbers.unit(before.value());
            return String.format(
                            Locale.ROOT,
                            "%.4g",
                            (Numbers.of(before.value()).getAsDouble()
                                            + Numbers.of(after.value()).getAsDouble())
                                    / 2)
                    + (unit.isEmpty() ? "" : " " + unit);
        }
    }

    /** Whether the difference of the two sides never turns back over the listed values. */
    boolean isMonotone() {
        boolean rises = true;
        boolean falls = true;
        for (int i = 1; i < samples.size(); i++) {
            double step = samples.get(i).difference() - samples.get(i - 1).difference();
            rises &= step >= 0;
            falls &= step <= 0;
        }
        return rises || falls;
    }

    /** The answer in a sentence or two. */
    String text() {
        List<String> sentences = new ArrayList<>();
        if (samples.size() < 2) {
            return "Only " + samples.size() + " of " + (samples.size() + refusedCount) + " values of " + question.vary()
                    + " can be built: nothing to compare.";
        }
        String right = question.right().isEmpty()
                ? question.question().substring(question.left().length() + 3)
                : question.right();
        if (crossings.isEmpty()) {
            sentences.add(noCrossing(right));
        } else if (crossings.size() == 1) {
            Crossing crossing = crossings.get(0);
            boolean isAboveBefore = samples.stream()
                            .mapToDouble(Sample::difference)
                            .filter(difference -> difference != 0)
                            .findFirst()
                            .orElse(0)
                    > 0;
            sentences.add(String.format(
                    "%s crosses %s at %s %s: it is %s before, %s after.",
                    question.left(),
                    right,
                    question.vary(),
                    crossing.place(),
                    isAboveBefore ? "above" : "below",
                    isAboveBefore ? "below" : "above"));
        } else {
            sentences.add(question.left() + " crosses " + right + " " + crossings.size() + " times, at "
                    + question.vary() + " "
                    + String.join(", ", crossings.stream().map(Crossing::place).toList()) + ".");
        }
        if (!isMonotone()) {
            sentences.add("It is not monotone: other crossings between the values tried may have been missed.");
        }
        if (refusedCount > 0) {
            sentences.add(refusedCount + " of " + (samples.size() + refusedCount) + " values cannot be built.");
        }
        return String.join(" ", sentences);
    }

    private String noCrossing(String right) {
        double least = samples.stream().mapToDouble(Sample::left).min().orElseThrow();
        double most = samples.stream().mapToDouble(Sample::left).max().orElseThrow();
        double first = samples.get(0).difference();
        return String.format(
                "No crossing: %s stays %s %s for %s from %s to %s (it is %s to %s).",
                question.left(),
                first > 0 ? "above" : first < 0 ? "below" : "at",
                right,
                question.vary(),
                samples.get(0).value(),
                samples.get(samples.size() - 1).value(),
                TableText.readable(least),
                TableText.readable(most));
    }
}
