package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.cli.Version;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.store.Level;
import tessera.viz.chart.Chart;
import tessera.viz.report.Answer;
import tessera.viz.report.Block;
import tessera.viz.report.ReportPage;
import tessera.viz.report.ReportPage.Fact;
import tessera.viz.report.ReportWriter;
import tessera.viz.report.Section;
import tessera.viz.report.Tone;

/** The answers as a page in the study's folder. */
final class AnswerPage {
    private final Facts facts;
    private final Study study;

    private AnswerPage(Facts facts) {
        this.facts = facts;
        this.study = facts.study();
    }

    /** Writes the page; remarks for stderr. */
    static List<String> write(Facts facts) {
        AnswerPage page = new AnswerPage(facts);
        return ReportWriter.addTo(facts.folder(), page.page(), AnswerSummary.of(facts));
    }

    /** A level as a person calls it. */
    static String levelName(Level level) {
        return switch (level) {
            case BOUND -> "closed form";
            case CYCLE -> "cycle model";
            case RTL -> "RTL figures";
        };
    }

    private ReportPage page() {
        return new ReportPage(
                "Exploration: " + study.space().name(),
                String.format(
                        Locale.ROOT,
                        "Designs that start from %s, pattern %s; %d parameters, objectives %s.",
                        study.space().machine(),
                        study.space().pattern(),
                        study.space().grid().parameters().size(),
                        String.join(
                                ", ",
                                study.space().objectives().stream()
                                        .map(Figure::label)
                                        .toList())),
                answers(),
                pageFacts(),
                sections(),
                List.of(
                        "The closed form gives lower bounds of latency; only designs of the levels cycle and rtl were simulated.",
                        "The front is of the designs that were looked at: a sample of the space may miss better ones.",
                        "Importance, sensitivity and break-even are of the closed form, around one design where they say so."));
    }

    private List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        if (facts.front().isEmpty()) {
            answers.add(new Answer("Which design?", "none", "No design keeps all constraints.", Tone.BAD, "nothing"));
            return answers;
        }
        String first = study.space().objectives().get(0);
        for (Pick pick : facts.picks()) {
            String title = AnswerText.upper(FrontCharts.shortTitle(pick));
            String headline = pick.objective() >= 0 ? study.space().objectives().get(pick.objective()) : first;
            List<String> rest = new ArrayList<>();
            for (String objective : study.space().objectives()) {
                if (!objective.equals(headline)) {
                    rest.add(Figure.label(objective) + " "
                            + Figure.value(objective, facts.value(pick.design(), objective)));
                }
            }
            boolean isTight = pick.slacks().stream().anyMatch(Slack::isTight);
            answers.add(new Answer(
                    title,
                    Figure.value(headline, facts.value(pick.design(), headline)),
                    (rest.isEmpty() ? "" : AnswerText.upper(String.join(", ", rest)) + ". ")
                            + Design.text(study.space().grid(), pick.design().point()) + "."
                            + (isTight ? " A constraint is tight." : ""),
                    Tone.PLAIN,
                    "designs"));
        }
        return answers;
    }

    private List<Fact> pageFacts() {
        List<Fact> list = new ArrayList<>();
        list.add(new Fact("finished", study.isFinished() ? "yes" : "no, stopped before its end"));
        list.add(new Fact(
                "outcomes", String.format(Locale.ROOT, "%,d", study.outcomes().size())));
        facts.front().ifPresent(front -> {
            list.add(new Fact("keep all constraints", String.format(Locale.ROOT, "%,d", front.feasibleCount())));
            list.add(new Fact("on the front", front.designs().size() + " (" + levelName(front.level()) + ")"));
            list.add(new Fact(
                    "hypervolume",
                    String.format(Locale.ROOT, "%.4f", front.volume().value())));
        });
        list.add(new Fact("sampler", study.space().sampler().label()));
        list.add(new Fact(
                "digest",
                facts.digest().substring(0, Math.min(12, facts.digest().length()))));
        list.add(new Fact("Tessera", Version.NUMBER));
        return list;
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        if (facts.front().isEmpty()) {
            List<Block> blocks = new ArrayList<>();
            facts.doubts().forEach(reason -> blocks.add(Block.note(Tone.BAD, reason)));
            sections.add(new Section("nothing", "Why no design keeps all constraints", blocks));
        } else {
            FrontAnswer front = facts.front().get();
            sections.add(designs());
            sections.add(doubts());
            sections.add(front(front));
            sections.add(drivers());
            if (!facts.breakEvens().isEmpty()) {
                sections.add(breakEvens());
            }
            if (FidelityCharts.hasCycles(study)) {
                sections.add(fidelity(front));
            }
        }
        sections.add(again());
        return sections;
    }

    private Section designs() {
        List<Block> blocks = new ArrayList<>();
        for (Pick pick : facts.picks()) {
            blocks.add(Block.text(AnswerText.upper(pick.title()) + " (`" + facts.runId(pick.design()) + "`): "
                    + pick.why() + "." + (pick.slacks().isEmpty() ? "" : " " + AnswerText.slacks(pick) + ".")));
        }
        blocks.add(Block.table(AnswerTables.picks(facts)));
        if (!study.space().constraints().isEmpty()) {
            blocks.add(Block.table(AnswerTables.slacks(facts)));
        }
        return new Section("designs", "Designs to look at", blocks);
    }

    private Section doubts() {
        List<Block> blocks = new ArrayList<>();
        if (facts.doubts().isEmpty()) {
            blocks.add(
                    Block.note(
                            Tone.GOOD,
                            "Nothing was found: it is finished, the cycle model orders the designs like the closed form, every"
                                    + " objective varies, and no best design lies at the end of a range that it strains against."));
        }
        facts.doubts().forEach(doubt -> blocks.add(Block.note(Tone.CAUTION, doubt)));
        return new Section("doubts", "What to distrust", blocks);
    }

    private Section front(FrontAnswer front) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.text(
                AnswerText.hypervolume(front) + " The reference point is the worst value of each objective over the "
                        + String.format(Locale.ROOT, "%,d", front.feasibleCount())
                        + " designs of this level that keep all constraints: "
                        + corner(front.worst()) + "; the other corner is the best: " + corner(front.best()) + "."));
        charts(blocks, new FrontCharts(facts, front).scatter());
        charts(blocks, new FrontCharts(facts, front).parallel());
        blocks.add(Block.table(AnswerTables.front(facts, front)));
        blocks.add(Block.files("Every design that was looked at", StudyFolder.CSV, StudyFolder.JSONL));
        return new Section("front", "The front", blocks);
    }

    private String corner(double[] corner) {
        List<String> parts = new ArrayList<>();
        List<String> names = study.space().objectives();
        for (int i = 0; i < corner.length; i++) {
            double value = tessera.cli.explore.Objectives.isLargerBetter(names.get(i)) ? -corner[i] : corner[i];
            parts.add(Figure.label(names.get(i)) + " " + Figure.value(names.get(i), value));
        }
        return String.join(", ", parts);
    }

    private Section drivers() {
        List<Block> blocks = new ArrayList<>();
        DriverCharts charts = new DriverCharts(facts);
        charts(blocks, charts.importance());
        charts(blocks, charts.tornados());
        charts(blocks, charts.heat());
        if (blocks.isEmpty()) {
            blocks.add(Block.text("No parameter of this space moves any objective."));
        }
        return new Section("drivers", "What decides", blocks);
    }

    private static void charts(List<Block> blocks, List<Chart> charts) {
        if (!charts.isEmpty()) {
            blocks.add(new Block.Charts(charts));
        }
    }

    private Section breakEvens() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.text("In closed form, by bisection between listed values where finer ones can be built."));
        blocks.add(Block.table(AnswerTables.breakEvens(facts)));
        charts(blocks, BreakEvenCharts.of(facts));
        return new Section("break-even", "Where things cross over", blocks);
    }

    private Section fidelity(FrontAnswer front) {
        List<Block> blocks = new ArrayList<>();
        List<Chart> charts = FidelityCharts.of(facts, front);
        blocks.add(Block.text(
                "Points on the line are alike in both. What matters for choosing is the order: a rank correlation"
                        + " of 1 means that the closed form would have chosen as the cycle model does."));
        charts(blocks, charts);
        if (charts.isEmpty()) {
            blocks.add(Block.text("Both give the same figures for every design that both have seen."));
        }
        return new Section("fidelity", "Does the order survive the cycle model?", blocks);
    }

    private Section again() {
        List<String> lines = new ArrayList<>();
        facts.picks().forEach(pick -> lines.add(facts.rerun(pick.design())));
        if (lines.isEmpty()) {
            return Section.of("again", "Do it again", Block.files("What was explored", StudyFolder.SPACE));
        }
        if (facts.picks().size() > 1) {
            lines.add("./tessera diff " + facts.runId(facts.picks().get(0).design()) + " "
                    + facts.runId(facts.picks().get(1).design()) + facts.in());
        }
        return Section.of(
                "again",
                "Do it again",
                Block.files("What was explored", StudyFolder.SPACE),
                Block.commands(
                        "Each design alone, compared bit for bit, and what differs", lines.toArray(String[]::new)));
    }
}
