package tessera.cli.bound;

import java.util.ArrayList;
import java.util.List;
import tessera.models.pattern.Fidelity;
import tessera.viz.chart.Axis;
import tessera.viz.chart.Heading;
import tessera.viz.chart.ScatterChart;
import tessera.viz.draw.Palette;

/** Kept mass against speedup, one point a pattern and budget. */
public final class BoundScatter {
    private BoundScatter() {}

    /** Whether a result has both measures. */
    public static boolean isDrawn(BoundResult result) {
        return !Double.isNaN(result.quality().keptMass()) && Double.isFinite(result.speedup());
    }

    public static ScatterChart chart(List<BoundResult> results) {
        BoundResult first = results.get(0);
        List<ScatterChart.Group> groups = new ArrayList<>();
        for (Fidelity fidelity : Fidelity.values()) {
            List<ScatterChart.Dot> dots = results.stream()
                    .filter(result -> isDrawn(result) && result.pattern().fidelity() == fidelity)
                    .map(BoundScatter::dot)
                    .toList();
            if (!dots.isEmpty()) {
                groups.add(new ScatterChart.Group("fidelity " + fidelity, Palette.series(fidelity.ordinal()), dots));
            }
        }
        return new ScatterChart(
                Heading.full(
                        "bound_all",
                        "What each method keeps of the attention mass, and what it gains",
                        first.question().input().shape().name() + " on "
                                + first.question().machineName() + ", scale "
                                + first.question().scale()),
                Axis.percent("attention mass kept"),
                Axis.log("speedup over dense attention", "×"),
                groups,
                front(results));
    }

    private static ScatterChart.Dot dot(BoundResult result) {
        return new ScatterChart.Dot(
                100 * result.quality().keptMass(),
                result.speedup(),
                result.pattern().name());
    }

    /** Results that no other beats in both, by rising mass. */
    private static List<ScatterChart.Dot> front(List<BoundResult> results) {
        List<BoundResult> drawn = results.stream()
                .filter(BoundScatter::isDrawn)
                .sorted((a, b) ->
                        Double.compare(b.quality().keptMass(), a.quality().keptMass()))
                .toList();
        List<ScatterChart.Dot> front = new ArrayList<>();
        double best = 0;
        for (BoundResult result : drawn) {
            if (result.speedup() > best) {
                best = result.speedup();
                front.add(0, dot(result));
            }
        }
        return front;
    }
}
