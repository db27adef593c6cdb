package tessera.cli.validate;

import java.util.ArrayList;
import java.util.List;
import tessera.models.claim.MethodFigure;
import tessera.models.claim.MethodFigures;

/** Figures of sparse attention methods that follow from masks, selection costs and schedules. */
final class MethodClaims {
    private static final String GROUP = "methods";

    private MethodClaims() {}

    static List<Claim> measure(long seed) {
        List<Claim> claims = new ArrayList<>(
                MethodFigures.ALL.stream().map(MethodClaims::claim).toList());
        claims.addAll(SimulatedMethods.measure(GROUP, seed));
        return claims;
    }

    private static Claim claim(MethodFigure figure) {
        double ours = figure.ours().getAsDouble();
        boolean isBound = figure.kind() == MethodFigure.Kind.AT_LEAST;
        double tolerance = switch (figure.kind()) {
            case AT_LEAST -> Claim.BOUND;
            case EQUAL -> figure.tolerance();
            case SHOWN -> Claim.NONE;
        };
        return new Claim(
                GROUP,
                figure.name() + (isBound ? ", bound" : ""),
                figure.published(),
                ours,
                tolerance,
                figure.source(),
                figure.reason());
    }
}
