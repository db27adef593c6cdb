package tessera.cli.bench;

/**
 * One measured figure beside its target.
 *
 * @param name what was measured
 * @param value the figure, best of the repetitions
 * @param unit unit of value and target
 * @param target what it should reach
 * @param higherIsBetter whether reaching means value ≥ target (a rate) or value ≤ target (a time)
 */
public record BenchmarkResult(String name, double value, String unit, double target, boolean higherIsBetter) {
    /** How far the target is met: 1 = exactly, above 1 = better, whichever direction is good. */
    public double ratio() {
        return higherIsBetter ? value / target : target / value;
    }
}
