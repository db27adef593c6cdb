package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.ParallelChart;
import tessera.viz.chart.ScatterChart;
import tessera.viz.draw.Ink;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;

/** Pictures of the front: two objectives against each other, all parameters and objectives side by side, level by level. */
final class FrontCharts {
    /** Dots beyond the front that are drawn: more make a page of many megabytes and no other picture. */
    private static final int MOST_DOTS = 1500;

    private static final int MOST_PATHS = 250;
    private static final int MOST_AXES = 12;

    private final Facts facts;
    private final Study study;
    private final FrontAnswer front;

    FrontCharts(Facts facts, FrontAnswer front) {
        this.facts = facts;
        this.study = facts.study();
        this.front = front;
    }

    /** The first two objectives; with one objective, it against the parameter that decides most would be a line: none. */
    List<Chart> scatter() {
        if (study.space().objectives().size() < 2) {
            return List.of();
        }
        String x = study.space().objectives().get(1);
        String y = study.space().objectives().get(0);
        Set<Long> onFront = front.designs().stream().map(Outcome::point).collect(Collectors.toCollection(HashSet::new));
        Map<Level, List<Outcome>> drawn = new TreeMap<>();
        for (Outcome outcome : sample(
                outcome -> outcome.isFeasible() && !onFront.contains(outcome.point()) && isDrawn(outcome, x, y))) {
            drawn.computeIfAbsent(outcome.level(), level -> new ArrayList<>()).add(outcome);
        }
        List<ScatterChart.Group> groups = new ArrayList<>();
        drawn.forEach((level, outcomes) -> groups.add(new ScatterChart.Group(
                AnswerPage.levelName(level),
                level == Level.BOUND ? Palette.GREY : Palette.series(level.ordinal() - 1),
                outcomes.stream().map(outcome -> dot(outcome, x, y, false)).toList())));
        boolean isFlat = study.space().objectives().size() == 2;
        List<ScatterChart.Dot> members = front.designs().stream()
                .filter(outcome -> isDrawn(outcome, x, y))
                .map(outcome -> dot(outcome, x, y, true))
                .distinct()
                .sorted(Comparator.comparingDouble(ScatterChart.Dot::x).thenComparingDouble(ScatterChart.Dot::y))
                .toList();
        if (!isFlat) {
            groups.add(new ScatterChart.Group(
                    "front of all " + study.space().objectives().size() + " objectives ("
                            + AnswerPage.levelName(front.level()) + ")",
                    Palette.series(1),
                    members));
        }
        List<Double> xs = values(
                Stream.concat(front.designs().stream(), drawn.values().stream().flatMap(List::stream)), x);
        List<Double> ys = values(
                Stream.concat(front.designs().stream(), drawn.values().stream().flatMap(List::stream)), y);
        return List.of(new ScatterChart(
                Heading.full("front", frontTitle(x, y), subtitle(drawn)),
                Figure.axis(x, xs),
                Figure.axis(y, ys),
                groups,
                isFlat ? members : picks(x, y),
                isFlat ? ScatterChart.FrontStyle.JOINED : ScatterChart.FrontStyle.DOTS,
                isFlat
                        ? "front (" + AnswerPage.levelName(front.level()) + "): no other design is better in both"
                        : "designs to look at"));
    }

    private List<ScatterChart.Dot> picks(String x, String y) {
        return facts.picks().stream()
                .map(Pick::design)
                .filter(outcome -> isDrawn(outcome, x, y))
                .map(outcome -> dot(outcome, x, y, true))
                .sorted(Comparator.comparingDouble(ScatterChart.Dot::x))
                .toList();
    }

    private String frontTitle(String x, String y) {
        Outcome best = front.designs().get(front.extreme(0));
        Outcome least = front.designs().get(front.extreme(1));
        if (best.point() == least.point()) {
            return "One design has the best " + Figure.label(y) + " and the best " + Figure.label(x);
        }
        return String.format(
                "%s from %s to %s, at %s from %s to %s",
                AnswerText.upper(Figure.label(y)),
                Figure.value(y, facts.value(best, y)),
                Figure.value(y, facts.value(least, y)),
                Figure.label(x),
                Figure.value(x, facts.value(best, x)),
                Figure.value(x, facts.value(least, x)));
    }

    private String subtitle(Map<Level, List<Outcome>> drawn) {
        long shown = drawn.values().stream().mapToLong(List::size).sum();
        return String.format(
                Locale.ROOT,
                "Designs that keep all constraints: %,d on the front, and %,d others%s%s",
                front.designs().size(),
                shown,
                shown >= MOST_DOTS ? " drawn at random" : "",
                front.level() == Level.BOUND ? "" : "; in closed form latencies are lower bounds");
    }

    private boolean isDrawn(Outcome outcome, String x, String y) {
        return Double.isFinite(facts.value(outcome, x)) && Double.isFinite(facts.value(outcome, y));
    }

    private List<Double> values(Stream<Outcome> outcomes, String figure) {
        return outcomes.map(outcome -> facts.value(outcome, figure)).toList();
    }

    /** Picks are labelled with what they are, others of the front with their number, the rest with number and level. */
    private ScatterChart.Dot dot(Outcome outcome, String x, String y, boolean isMember) {
        String label = "point " + outcome.point();
        for (Pick pick : facts.picks()) {
            if (isMember && pick.design().point() == outcome.point()) {
                label = shortTitle(pick);
            }
        }
        if (isMember && label.startsWith("point") && front.designs().size() > 12) {
            label = "";
        }
        return new ScatterChart.Dot(facts.value(outcome, x), facts.value(outcome, y), label);
    }

    /** The first of a pick's titles. */
    static String shortTitle(Pick pick) {
        int end = pick.title().indexOf(", also ");
        return end < 0 ? pick.title() : pick.title().substring(0, end);
    }

    /** At most {@link #MOST_DOTS} of those wanted, the same each time. */
    private List<Outcome> sample(Function<Outcome, Boolean> isWanted) {
        List<Outcome> kept = new ArrayList<>();
        Random random = new Random(1);
        int seen = 0;
        for (Outcome outcome : study.outcomes()) {
            if (isWanted.apply(outcome)) {
                seen++;
                if (kept.size() < MOST_DOTS) {
                    kept.add(outcome);
                } else if (random.nextInt(seen) < MOST_DOTS) {
                    kept.set(random.nextInt(MOST_DOTS), outcome);
                }
            }
        }
        return kept;
    }

    /** Parameters that vary over the front, and all objectives; nothing if the front is one design. */
    List<Chart> parallel() {
        Grid grid = study.space().grid();
        List<Integer> varying = varying(grid);
        List<String> objectives = study.space().objectives();
        if (front.designs().size() < 2 || varying.size() + objectives.size() < 2) {
            return List.of();
        }
        List<ParallelChart.Coordinate> axes = new ArrayList<>();
        for (int parameter : varying) {
            Parameter own = grid.parameters().get(parameter);
            axes.add(new ParallelChart.Coordinate(
                    own.name(),
                    0,
                    own.size() - 1,
                    own.values().get(0),
                    own.values().get(own.size() - 1)));
        }
        for (String objective : objectives) {
            axes.add(objectiveAxis(objective));
        }
        List<ParallelChart.Path> paths = new ArrayList<>();
        int step = Math.max(1, (int) Math.ceil((double) front.designs().size() / MOST_PATHS));
        for (int i = 0; i < front.designs().size(); i += step) {
            paths.add(path(
                    "point " + front.designs().get(i).point(),
                    Palette.GREY.mix(Palette.PAPER, 0.45),
                    false,
                    front.designs().get(i),
                    varying));
        }
        List<Pick> picks = facts.picks();
        for (int i = 0; i < picks.size(); i++) {
            paths.add(path(
                    shortTitle(picks.get(i)), pickInk(i), true, picks.get(i).design(), varying));
        }
        return List.of(new ParallelChart(
                Heading.full(
                        "parallel",
                        parallelTitle(grid),
                        "One line a design of the front; parameters that are the same in all of them are left out"),
                axes,
                paths));
    }

    /** What all designs of the front have in common, of parameters that could have been different. */
    private String parallelTitle(Grid grid) {
        int[] first = grid.choices(front.designs().get(0).point());
        List<String> common = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            if (grid.counts(i, first) && grid.parameters().get(i).size() > 1 && isSame(grid, i, first)) {
                common.add(grid.parameters().get(i).name() + " "
                        + grid.parameters().get(i).values().get(first[i]));
            }
        }
        return common.isEmpty()
                ? "The designs of the front have no parameter in common"
                : "All " + front.designs().size() + " designs of the front have " + String.join(", ", common);
    }

    private boolean isSame(Grid grid, int parameter, int[] first) {
        return front.designs().stream().allMatch(design -> grid.choices(design.point())[parameter] == first[parameter]);
    }

    static Ink pickInk(int pick) {
        return List.of(Palette.BLUE, Palette.VERMILLION, Palette.GREEN).get(pick);
    }

    private List<Integer> varying(Grid grid) {
        List<Integer> varying = new ArrayList<>();
        int[] first = grid.choices(front.designs().get(0).point());
        for (int i = 0; i < first.length; i++) {
            if (!isSame(grid, i, first)
                    && varying.size() < MOST_AXES - study.space().objectives().size()) {
                varying.add(i);
            }
        }
        return varying;
    }

    private ParallelChart.Coordinate objectiveAxis(String objective) {
        double least = front.designs().stream()
                .mapToDouble(design -> facts.value(design, objective))
                .min()
                .orElseThrow();
        double most = front.designs().stream()
                .mapToDouble(design -> facts.value(design, objective))
                .max()
                .orElseThrow();
        String unit = Figure.unit(objective);
        return new ParallelChart.Coordinate(
                Figure.label(objective) + (unit.isEmpty() ? "" : " [" + unit + "]"),
                least,
                most > least ? most : least + Math.max(1, Math.abs(least)),
                NumberText.compact(least),
                most > least ? NumberText.compact(most) : "");
    }

    private ParallelChart.Path path(String name, Ink ink, boolean isStrong, Outcome design, List<Integer> varying) {
        Grid grid = study.space().grid();
        int[] choices = grid.choices(design.point());
        List<Double> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int parameter : varying) {
            boolean counts = grid.counts(parameter, choices);
            values.add(counts ? (double) choices[parameter] : Double.NaN);
            texts.add(counts ? grid.parameters().get(parameter).values().get(choices[parameter]) : "");
        }
        for (String objective : study.space().objectives()) {
            values.add(facts.value(design, objective));
            texts.add(Figure.value(objective, facts.value(design, objective)));
        }
        return new ParallelChart.Path(name, ink, isStrong, values, texts);
    }
}
