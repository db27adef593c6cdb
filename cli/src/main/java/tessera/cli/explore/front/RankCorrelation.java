package tessera.cli.explore.front;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** Whether two levels of fidelity order the same points alike. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /** Spearman's rho, −1 to 1; NaN with fewer than three points or where one side is all ties. */
    public static double of(double[] a, double[] b) {
        return a.length < 3 ? Double.NaN : new SpearmansCorrelation().correlation(a, b);
    }
}
