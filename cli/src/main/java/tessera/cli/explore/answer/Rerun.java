package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.store.Outcome;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/**
 * A stored run computed again.
 *
 * @param again what it comes to now
 */
public record Rerun(StoredRun run, Outcome again) {
    /** Computes it. */
    public static Rerun of(StoredRun run, DesignModel model) {
        return new Rerun(run, model.evaluate(run.id().point(), run.id().level()));
    }

    /** Whether every figure has the same bits, and the constraints were judged alike. */
    public boolean isEqual() {
        return run.outcome().equals(again);
    }

    private boolean isEqual(int column) {
        return Double.doubleToLongBits(run.outcome().value(column)) == Double.doubleToLongBits(again.value(column));
    }

    /** A row a figure. */
    public Table table() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < run.header().columns().size(); i++) {
            rows.add(java.util.Arrays.asList(
                    run.header().columns().get(i), finite(run.outcome().value(i)), finite(again.value(i)), isEqual(i)));
        }
        return new Table(
                "rerun",
                "",
                List.of(
                        Column.of("figure", "figure"),
                        Column.of("stored", "stored"),
                        Column.of("recomputed", "recomputed"),
                        Column.of("is_equal", "equal")),
                rows);
    }

    static Object finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** For people: the verdict first; why it may differ last. */
    public String text() {
        StringBuilder out = new StringBuilder();
        String verdict = isEqual() ? "equal bit for bit" : "DIFFERS from what is stored";
        out.append(run.id())
                .append(": ")
                .append(verdict)
                .append("\n  ")
                .append(run.folder())
                .append("\n  ");
        out.append(Design.text(run.space().grid(), run.id().point())).append("\n\n");
        out.append(TableText.aligned(table()));
        if (run.outcome().constraint() != again.constraint()) {
            out.append(String.format(Locale.ROOT, "%nstored as %s, now %s%n", status(run.outcome()), status(again)));
        }
        if (!isEqual()) {
            out.append('\n').append(reason()).append('\n');
        }
        return out.toString();
    }

    private String status(Outcome outcome) {
        return switch (outcome.constraint()) {
            case Outcome.FEASIBLE -> "keeping all constraints";
            case Outcome.REFUSED -> "not buildable";
            default -> "breaking " + Figure.constraint(run.space().constraints().get(outcome.constraint()));
        };
    }

    private String reason() {
        String change = run.change();
        return change.isEmpty()
                ? "Machine, pattern and workloads are those of the study: the model's code has changed since, or this is a bug."
                : change;
    }

    /** For programs. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run_id", run.id().toString());
        json.put("folder", run.folder().toString());
        json.put("is_equal", isEqual());
        json.put("parameters", Design.parameters(run.space().grid(), run.id().point()));
        json.put("figures", table().records());
        return json;
    }
}
