package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Constraint;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * A machine whose figures follow from its parameters by arithmetic that can be done by hand:
 *
 * <pre>
 * latency_cycles = 6400 · keep / lanes + 10 (radix: + digits), in the cycle model a quarter more
 * area_mm2       = lanes
 * speedup        = 0.45 / keep
 * memory_cycles  = 1600 / channels
 * compute_cycles = 100
 * </pre>
 *
 * Seven lanes cannot be built.
 */
final class SyntheticModel implements DesignModel {
    static final List<String> FIGURES =
            List.of("latency_cycles", "area_mm2", "speedup", "memory_cycles", "compute_cycles");

    /** 7 lanes x 9 keep ratios x 2 engines x 2 digits (which count with radix only) x 7 channels. */
    static final String TEXT = """
            name: synthetic
            machine: none
            workloads: [{trace: none}]
            parameters:
              - {name: lanes, set: lanes, powers_of_two: [1, 64]}
              - {name: keep, set: pattern.token_keep, range: {from: 0.1, to: 0.9, step: 0.1}}
              - {name: engine, set: engine, values: [quick, radix]}
              - {name: digits, set: digits, values: [2, 4], when: {engine: [radix]}}
              - {name: channels, set: dram.channels, powers_of_two: [1, 64]}
            constraints:
              - area_mm2 <= 32
            objectives: [latency_cycles, area_mm2]
            sampler: {method: grid}
            """;

    private final Space space;

    SyntheticModel(Space space) {
        this.space = space;
    }

    static Space space(String text) {
        return SpaceReader.of("synthetic.yaml", text, FIGURES);
    }

    /** Every point in closed form, then the given ones in the cycle model. */
    static Study study(Space space, boolean isFinished, Map<String, Double> correlation, long... cyclePoints) {
        SyntheticModel model = new SyntheticModel(space);
        List<Outcome> outcomes = new ArrayList<>();
        for (long point = 0; point < space.grid().size(); point++) {
            if (space.grid().canonical(point) == point) {
                outcomes.add(model.evaluate(point, Level.BOUND));
                for (long chosen : cyclePoints) {
                    if (chosen == point) {
                        outcomes.add(model.evaluate(point, Level.CYCLE));
                    }
                }
            }
        }
        return new Study(space, FIGURES, outcomes, correlation, isFinished);
    }

    /** The point with these numbers of values. */
    static long point(Space space, int... choices) {
        return space.grid().canonical(space.grid().point(choices));
    }

    @Override
    public List<String> figures() {
        return FIGURES;
    }

    @Override
    public Outcome evaluate(long point, Level level) {
        Map<String, String> set = new HashMap<>();
        for (String assignment : space.grid().assignments(point)) {
            set.put(
                    assignment.substring(0, assignment.indexOf('=')),
                    assignment.substring(assignment.indexOf('=') + 1));
        }
        int lanes = Integer.parseInt(set.getOrDefault("lanes", "1"));
        if (lanes == 7) {
            double none = Double.NaN;
            return new Outcome(point, level, Outcome.REFUSED, new double[] {none, none, none, none, none});
        }
        double keep = Double.parseDouble(set.get("pattern.token_keep"));
        double latency = 6400 * keep / lanes + 10 + Integer.parseInt(set.getOrDefault("digits", "0"));
        double[] values = {
            level == Level.CYCLE ? 1.25 * latency : latency,
            lanes,
            0.45 / keep,
            1600.0 / Double.parseDouble(set.get("dram.channels")),
            100
        };
        return new Outcome(point, level, broken(values), values);
    }

    private int broken(double[] values) {
        for (int i = 0; i < space.constraints().size(); i++) {
            Constraint constraint = space.constraints().get(i);
            if (!constraint.holds(values[FIGURES.indexOf(constraint.figure())])) {
                return i;
            }
        }
        return Outcome.FEASIBLE;
    }

    @Override
    public DesignModel over(Space other) {
        return new SyntheticModel(other);
    }

    @Override
    public String refusal(long point) {
        return evaluate(point, Level.BOUND).constraint() == Outcome.REFUSED ? "seven lanes" : "";
    }
}
