package tessera.cli.explore;

import java.util.List;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** Designs that start from a SpAtten-style machine and a pattern. */
final class SpAttenDesigns implements DesignModel {
    private SpAttenDesigns() {}

    static SpAttenDesigns of(Space space) {
        return new SpAttenDesigns();
    }

    @Override
    public List<String> figures() {
        return DesignModels.FIGURES;
    }

    @Override
    public Outcome evaluate(long point, Level level) {
        double[] none = new double[DesignModels.FIGURES.size()];
        java.util.Arrays.fill(none, Double.NaN);
        return new Outcome(point, level, Outcome.REFUSED, none);
    }

    @Override
    public String refusal(long point) {
        return "";
    }
}
