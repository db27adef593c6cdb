package tessera.models.pattern.compose;

import java.util.List;
import java.util.stream.IntStream;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.Geometric;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;

/** Everything that is visible. */
public final class DenseForm {
    private DenseForm() {}

    /** In closed form where queries are the keys' own tokens, else one list for all queries. */
    public static MaskForm of(AttentionShape shape) {
        if (shape.queryCount() == shape.keyCount()) {
            return Geometric.dense(shape.layout(), shape.isCausal());
        }
        int[] queries = IntStream.range(0, shape.queryCount()).toArray();
        int[] keys = IntStream.range(0, shape.keyCount()).toArray();
        return new KeyList(
                List.of(new KeyList.Group(queries, keys)), shape.isCausal(), shape.keyCount() - shape.queryCount());
    }
}
