package tessera.sim.spatten.rtl;

/** The registers between reorder buffer and top-k: one that renumbers 6-bit pairs, two that look up the indices again. */
final class IndexReload {
    private final ReorderBuffer reorder;
    private final StageRegister renumbered = new StageRegister();
    private final StageRegister reloading = new StageRegister();

    /** Lines with their indices: {@link RowWord}. */
    final StageRegister output = new StageRegister();

    IndexReload(ReorderBuffer reorder) {
        this.reorder = reorder;
    }

    void step() {
        pass(reloading, output);
        pass(renumbered, reloading);
        pass(reorder.output, renumbered);
    }

    private static void pass(StageRegister from, StageRegister to) {
        if (from.isFull && !to.isFull) {
            to.load(from.take());
        }
    }
}
