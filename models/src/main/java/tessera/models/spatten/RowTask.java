package tessera.models.spatten;

import tessera.models.golden.AttentionRow;
import tessera.models.golden.QuantisedHead;
import tessera.models.golden.RowPrecision;

/**
 * Which query of a trace a row is, the integers it computes with, and the answer it must give.
 *
 * @param head head of the layer
 * @param query of the trace
 * @param tensors of the head
 * @param precision of the row
 * @param valueKeepRatio of local value pruning
 * @param selectionOrdinal which selection of the run its top-k is
 * @param expected the golden functions' answer
 */
public record RowTask(
        int head,
        int query,
        QuantisedHead tensors,
        RowPrecision precision,
        double valueKeepRatio,
        long selectionOrdinal,
        AttentionRow expected) {}
