package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.Objectives;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.store.Outcome;

/** The answers as maps and lists for JSON; numbers that are none are null. */
final class AnswerSummary {
    private AnswerSummary() {}

    /** All keys, those of {@link #answers} last: the page's {@code report.json}. */
    static Map<String, Object> of(Facts facts) {
        Study study = facts.study();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("space", study.space().name());
        summary.put("digest", facts.digest());
        summary.put("is_finished", study.isFinished());
        summary.put("points", points(study));
        summary.put("front", facts.front().map(front -> front.designs().size()).orElse(0));
        Map<String, Object> correlation = new LinkedHashMap<>();
        study.rankCorrelation().forEach((name, rho) -> correlation.put(name, number(rho)));
        summary.put("rank_correlation", correlation);
        summary.put(
                "hypervolume",
                facts.front().map(front -> front.volume().value()).orElse(0.0));
        facts.front().ifPresent(front -> {
            summary.put("hypervolume_standard_error", front.volume().standardError());
            summary.put("level", front.level().label());
            summary.put("feasible", front.feasibleCount());
        });
        summary.putAll(answers(facts));
        return summary;
    }

    /** What only the answers know. */
    static Map<String, Object> answers(Facts facts) {
        Map<String, Object> answers = new LinkedHashMap<>();
        facts.front().ifPresent(front -> {
            answers.put("best", corner(facts.study(), front.best()));
            answers.put("reference_point", corner(facts.study(), front.worst()));
        });
        answers.put(
                "designs", facts.picks().stream().map(pick -> pick(facts, pick)).toList());
        answers.put("importance", importance(facts));
        answers.put(
                "break_even",
                facts.breakEvens().stream().map(AnswerSummary::breakEven).toList());
        answers.put("doubts", facts.doubts());
        return answers;
    }

    /** Different designs; outcomes are in the order of their points. */
    private static long points(Study study) {
        long points = 0;
        long last = -1;
        for (Outcome outcome : study.outcomes()) {
            points += outcome.point() != last ? 1 : 0;
            last = outcome.point();
        }
        return points;
    }

    private static Map<String, Object> corner(Study study, double[] corner) {
        Map<String, Object> named = new LinkedHashMap<>();
        List<String> names = study.space().objectives();
        for (int i = 0; i < corner.length; i++) {
            named.put(names.get(i), Objectives.isLargerBetter(names.get(i)) ? -corner[i] : corner[i]);
        }
        return named;
    }

    private static Map<String, Object> pick(Facts facts, Pick pick) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", pick.title());
        map.put("why", pick.why());
        map.put("run_id", facts.runId(pick.design()));
        map.put(
                "parameters",
                Design.parameters(facts.study().space().grid(), pick.design().point()));
        Map<String, Object> figures = new LinkedHashMap<>();
        facts.study().figures().forEach(name -> figures.put(name, number(facts.value(pick.design(), name))));
        map.put("figures", figures);
        List<Map<String, Object>> slacks = new ArrayList<>();
        for (Slack slack : pick.slacks()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("constraint", slack.constraint().toString());
            one.put("value", number(slack.value()));
            one.put("slack", number(slack.left()));
            one.put("is_tight", slack.isTight());
            slacks.add(one);
        }
        map.put("constraints", slacks);
        map.put("command", facts.rerun(pick.design()));
        return map;
    }

    private static Map<String, Object> importance(Facts facts) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Parameter> parameters = facts.study().space().grid().parameters();
        facts.drivers().shares().forEach((objective, shares) -> {
            Map<String, Object> named = new LinkedHashMap<>();
            for (int i = 0; i < shares.length; i++) {
                named.put(parameters.get(i).name(), number(shares[i]));
            }
            map.put(objective, named);
        });
        return map;
    }

    private static Map<String, Object> breakEven(BreakEvenAnswer answer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", answer.question().title());
        map.put("vary", answer.question().vary());
        map.put("question", answer.question().question());
        map.put("around_point", answer.point());
        map.put(
                "crossings",
                answer.crossings().stream().map(BreakEvenAnswer.Crossing::place).toList());
        map.put("is_monotone", answer.isMonotone());
        map.put("text", answer.text());
        return map;
    }

    /** Null for what JSON cannot say. */
    private static Object number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
