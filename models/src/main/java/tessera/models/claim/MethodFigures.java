package tessera.models.claim;

import java.util.List;
import java.util.stream.Stream;

/** Every figure about a sparse attention method that ours is set beside. */
public final class MethodFigures {
    public static final List<MethodFigure> ALL = Stream.concat(MaskFigures.ALL.stream(), SelectionFigures.ALL.stream())
            .toList();

    private MethodFigures() {}
}
