package tessera.cli.hdl;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.block.Blocks;
import tessera.hdl.proof.FormalCheck;
import tessera.hdl.proof.Proof;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** Proofs of blocks as a table; a counterexample or an undecided proof makes it fail. */
public final class FormalRun {
    private static final List<Column> COLUMNS = List.of(
            Column.of("block", "block"),
            Column.of("parameters", "parameters"),
            Column.of("property", "property"),
            Column.of("method", "method"),
            Column.of("frames", "frames", "cycles"),
            Column.of("outcome", "outcome"),
            Column.of("seconds", "time", "s"));

    private final List<List<Object>> rows = new ArrayList<>();
    private boolean isClean = true;

    /** Runs every one of them. */
    public FormalRun(List<Proof> proofs) {
        for (Proof proof : proofs) {
            FormalCheck.Result result =
                    FormalCheck.run(proof, Blocks.named(proof.block()).instance(proof.settings()));
            String outcome = result.outcome().name().toLowerCase(java.util.Locale.ROOT);
            rows.add(List.of(
                    proof.block(),
                    String.join(" ", proof.settings()),
                    proof.property(),
                    proof.method(),
                    proof.frames(),
                    outcome,
                    Math.round(10 * result.seconds()) / 10.0));
            isClean &= result.outcome() == Proof.Outcome.PROVED || result.outcome() == Proof.Outcome.NO_COUNTEREXAMPLE;
        }
    }

    /** Whether nothing speaks against any of them. */
    public boolean isClean() {
        return isClean;
    }

    public Table table() {
        return new Table("formal", "Proofs at small parameters; frames 0: by induction, for ever", COLUMNS, rows);
    }
}
