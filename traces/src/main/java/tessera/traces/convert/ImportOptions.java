package tessera.traces.convert;

import java.util.List;
import java.util.Optional;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.TraceDescription;

/**
 * What foreign arrays do not say of themselves.
 *
 * @param description name and origin of the trace
 * @param names how the arrays are called: a text with {@code {role}} and, unless one array holds all layers,
 *     {@code {layer}}; empty: the usual ones are tried
 * @param isTokensFirst whether arrays are [tokens, heads, head_dim] instead of [heads, tokens, head_dim]
 * @param causal whether a query sees only the keys up to its own place
 * @param decodeStepCount as in {@link tessera.traces.trace.TraceShape}
 * @param layout key tokens per axis; empty: one axis
 * @param queryFactor what queries are multiplied by so that softmax(q · k / sqrt(headDim)) is the model's probability
 * @param precision how values are kept; empty: f2 as fp16, i1 as int8 with scale 1, all else as fp32
 */
public record ImportOptions(
        TraceDescription description,
        String names,
        boolean isTokensFirst,
        boolean causal,
        int decodeStepCount,
        List<Integer> layout,
        double queryFactor,
        Optional<StoredPrecision> precision) {
    public ImportOptions {
        layout = List.copyOf(layout);
        if (!names.isEmpty() && !names.contains("{role}")) {
            throw new InputException(
                    "--names '" + names + "': expected {role} in it, and {layer} unless one array holds all layers;"
                            + " for instance 'blocks.{layer}.{role}'");
        }
        if (!Double.isFinite(queryFactor) || queryFactor == 0) {
            throw new InputException("--query-factor " + queryFactor + ": expected a number other than 0");
        }
    }
}
