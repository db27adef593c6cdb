package tessera.cli.validate;

import java.util.List;
import tessera.models.claim.MethodFigure;
import tessera.models.claim.MethodFigures;

/** Figures of sparse attention methods that follow from masks, selection costs and schedules. */
final class MethodClaims {
    private static final String GROUP = "methods";

    private MethodClaims() {}

    static List<Claim> measure(long seed) {
        return MethodFigures.ALL.stream().map(MethodClaims::claim).toList();
    }

    private static Claim claim(MethodFigure figure) {
        double ours = figure.ours().getAsDouble();
        boolean isBound = figure.kind() == MethodFigure.Kind.AT_LEAST;
        return new Claim(
                GROUP,
                figure.name() + (isBound ? ", bound" : ""),
                figure.published(),
                ours,
                isBound ? Claim.BOUND : figure.tolerance(),
                figure.source(),
                figure.reason());
    }
}
