package tessera.cli.validate;

import java.util.List;
import java.util.function.LongFunction;

/**
 * Claims that are measured together.
 *
 * @param name on the command line
 * @param summary one line
 * @param measure from the seed
 */
public record ClaimGroup(String name, String summary, LongFunction<List<Claim>> measure) {}
