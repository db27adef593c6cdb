package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudyFolder;

/** The answers as lines of text. */
final class AnswerText {
    private static final int MOST_DRIVERS = 4;

    private final Facts facts;
    private final Study study;
    private final List<String> lines = new ArrayList<>();

    private AnswerText(Facts facts) {
        this.facts = facts;
        this.study = facts.study();
    }

    static List<String> lines(Facts facts) {
        AnswerText text = new AnswerText(facts);
        if (facts.front().isEmpty()) {
            text.add("No design keeps all constraints.");
            facts.doubts().forEach(reason -> text.add("  %s", reason));
            return text.lines;
        }
        text.picks();
        text.drivers();
        text.breakEvens();
        text.doubts();
        text.add("");
        text.add("Charts and tables: %s", facts.folder().resolve(StudyFolder.PAGE));
        return text.lines;
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    static String hypervolume(FrontAnswer front) {
        return String.format(
                Locale.ROOT,
                "Hypervolume %.4f of the box between the best and the worst value of each objective%s.",
                front.volume().value(),
                front.volume().isExact()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", estimated from samples (standard error %.4f)",
                                front.volume().standardError()));
    }

    private void picks() {
        List<Pick> picks = facts.picks();
        add("%s", picks.size() == 1 ? "The design to look at:" : "The " + count(picks.size()) + " designs to look at:");
        for (int i = 0; i < picks.size(); i++) {
            Pick pick = picks.get(i);
            add("");
            add("%d. %s: %s.", i + 1, upper(pick.title()), pick.why());
            add(
                    "   parameters:  %s",
                    Design.text(study.space().grid(), pick.design().point()));
            add("   objectives:  %s", figures(pick, true));
            add("   also:        %s", figures(pick, false));
            rtl(pick);
            if (!pick.slacks().isEmpty()) {
                add("   constraints: %s", slacks(pick));
            }
            add("   again:       %s", facts.rerun(pick.design()));
        }
    }

    /** The design with its top-k engine as generated, where that was looked at. */
    private void rtl(Pick pick) {
        facts.rtl(pick.design().point())
                .ifPresent(rtl -> add(
                        "   RTL engine:  %s",
                        study.figures().stream()
                                .filter(name -> !Double.isNaN(facts.value(rtl, name))
                                        && facts.value(rtl, name) != facts.value(pick.design(), name))
                                .map(name -> Figure.label(name) + " " + Figure.value(name, facts.value(rtl, name)))
                                .collect(Collectors.joining(", "))));
    }

    private static String count(int picks) {
        return picks == 2 ? "two" : "three";
    }

    static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private String figures(Pick pick, boolean areObjectives) {
        return study.figures().stream()
                .filter(name -> study.space().objectives().contains(name) == areObjectives
                        && !Double.isNaN(facts.value(pick.design(), name)))
                .map(name -> Figure.label(name) + " " + Figure.value(name, facts.value(pick.design(), name)))
                .collect(Collectors.joining(", "));
    }

    static String slacks(Pick pick) {
        return pick.slacks().stream()
                .map(slack -> Figure.constraint(slack.constraint()) + " leaves "
                        + Figure.value(slack.constraint().figure(), slack.left())
                        + (slack.isTight() ? " (tight)" : ""))
                .collect(Collectors.joining("; "));
    }

    private void drivers() {
        add("");
        add(
                "What decides (share of the variance that one parameter explains alone, %,d designs in closed form%s):",
                facts.drivers().count(), Drivers.sample(study));
        for (String objective : study.space().objectives()) {
            double[] shares = facts.drivers().shares().get(objective);
            String ranked = facts.drivers().ranked(objective).stream()
                    .limit(MOST_DRIVERS)
                    .map(i -> String.format(
                            Locale.ROOT,
                            "%s %.0f %%",
                            study.space().grid().parameters().get(i).name(),
                            100 * shares[i]))
                    .collect(Collectors.joining(", "));
            add("  %s: %s", Figure.label(objective), ranked.isEmpty() ? "nothing, it does not vary" : ranked);
        }
    }

    private void breakEvens() {
        if (facts.breakEvens().isEmpty()) {
            return;
        }
        add("");
        add("Break-even, all else as in %s:", Facts.focus(facts.picks()).title());
        for (BreakEvenAnswer answer : facts.breakEvens()) {
            add("  %s: %s", answer.question().title(), answer.text());
        }
    }

    private void doubts() {
        add("");
        add("%s", facts.doubts().isEmpty() ? "Nothing to distrust was found." : "What to distrust:");
        facts.doubts().forEach(doubt -> add("  - %s", doubt));
    }
}
