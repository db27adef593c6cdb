package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.ModuleBuilder;

/** One level of a tree of two's complement or unsigned sums, each a bit wider than its terms. */
final class AdderTree {
    private AdderTree() {}

    /** Sums of neighbours; an odd last term goes on alone. Terms are equally wide named signals. */
    static List<Expression> level(ModuleBuilder m, String prefix, List<Expression> terms, boolean isSigned) {
        int width = terms.get(0).width() + 1;
        List<Expression> sums = new ArrayList<>();
        for (int i = 0; i < terms.size(); i += 2) {
            Expression low = extended(terms.get(i), width, isSigned);
            boolean isPair = i + 1 < terms.size();
            sums.add(m.wire(
                    prefix + "_" + i / 2, isPair ? low.plus(extended(terms.get(i + 1), width, isSigned)) : low));
        }
        return sums;
    }

    private static Expression extended(Expression term, int width, boolean isSigned) {
        return isSigned ? term.signExtended(width) : term.extended(width);
    }
}
