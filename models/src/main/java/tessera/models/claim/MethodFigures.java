package tessera.models.claim;

import java.util.List;
import java.util.stream.Stream;

/** Every figure about a sparse attention method that ours is set beside. */
public final class MethodFigures {
    public static final List<MethodFigure> ALL = Stream.of(MaskFigures.ALL, SelectionFigures.ALL, TimeFigures.ALL)
            .flatMap(List::stream)
            .toList();

    private MethodFigures() {}
}
