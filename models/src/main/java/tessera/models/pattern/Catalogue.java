package tessera.models.pattern;

import java.util.List;
import tessera.models.plan.Phase;

/**
 * Where a method stands in the catalogue of papers.
 *
 * @param row number of the paper, 1 to 51; 0 for none
 * @param phases in which the method does anything
 * @param alias the pattern whose plans it shares; empty where it has its own
 * @param missingOnSpatten the unit that a SpAtten machine lacks for it, and what is done about that; empty for none
 * @param shapes problems that the paper brings, as {@code layout:…} texts; empty where it has none of its own
 */
public record Catalogue(int row, List<Phase> phases, String alias, String missingOnSpatten, List<String> shapes) {
    /** In no catalogue; acts in both phases. */
    public static final Catalogue NONE = new Catalogue(0, List.of(Phase.PREFILL, Phase.DECODE), "", "", List.of());

    public Catalogue {
        phases = List.copyOf(phases);
        shapes = List.copyOf(shapes);
    }

    /** A paper of its own, both phases, nothing missing. */
    public static Catalogue of(int row) {
        return new Catalogue(row, NONE.phases, "", "", List.of());
    }
}
