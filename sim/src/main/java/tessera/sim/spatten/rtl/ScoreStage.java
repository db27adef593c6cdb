package tessera.sim.spatten.rtl;

/** Behind the reorder buffer: rebatch register, two index-reload registers. A word is row · 2 + last. */
final class ScoreStage {
    private final RowTable rows;
    private final ReorderBuffer reorder;
    private final StageRegister rebatched = new StageRegister();
    private final StageRegister reloading = new StageRegister();
    final StageRegister output = new StageRegister();
    private int part;

    ScoreStage(RowTable rows, ReorderBuffer reorder) {
        this.rows = rows;
        this.reorder = reorder;
    }

    void step() {
        if (reloading.isFull && !output.isFull) {
            output.load(reloading.take());
        }
        if (rebatched.isFull && !reloading.isFull) {
            reloading.load(rebatched.take());
        }
        if (reorder.output.isFull && !rebatched.isFull) {
            int word = reorder.output.take();
            note(word >> 1, (word & 1) != 0);
            rebatched.load(word);
        }
    }

    private void note(int row, boolean isLast) {
        boolean isSingle = rows.keyFused[row] == 1 && rows.valueFused[row] == 1;
        rows.valuePart[row] = isSingle ? rows.keyPart[row] : part;
        rows.isLastValueInBatch[row] = isSingle ? rows.isLastInBatch[row] : part == rows.valueFused[row] - 1;
        if (isLast) {
            part = part >= rows.valueFused[row] - 1 ? 0 : part + 1;
        }
    }
}
