package tessera.models.spatten;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * The shape of a transformer's attention, for runs that need counts and no values.
 *
 * @param tokens of the prompt, at least 1
 * @param layers at least 1
 * @param heads of a layer, at least 1
 * @param headDim elements of a query, key or value of a head, at least 1
 * @param newTokens generated after the prompt; decode runs these
 * @param isCausal whether a query sees only the keys up to its own, in prefill
 */
public record AttentionShape(int tokens, int layers, int heads, int headDim, int newTokens, boolean isCausal) {
    private static final String PREFIX = "layout:";
    private static final String EXPECTED =
            "expected layout:TOKENS,layers=N,heads=N,head_dim=N[,new_tokens=N][,causal=yes]";
    private static final int LARGEST = 1 << 20;

    /** Whether a name on the command line is a shape. */
    public static boolean isShape(String text) {
        return text.startsWith(PREFIX);
    }

    /** Reads {@code layout:512,layers=12,heads=12,head_dim=64}; anything else is an input error. */
    public static AttentionShape parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("new_tokens", "32");
        values.put("causal", "no");
        List<String> keys = List.of("layers", "heads", "head_dim", "new_tokens", "causal");
        String[] parts = text.substring(PREFIX.length()).split(",", -1);
        List<String> seen = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", -1);
            if (pair.length != 2) {
                throw new InputException("shape '" + text + "': '" + parts[i] + "': " + EXPECTED);
            }
            if (!keys.contains(pair[0])) {
                throw Nearest.unknown("key of a shape", pair[0], keys);
            }
            if (seen.contains(pair[0])) {
                throw new InputException("shape '" + text + "': " + pair[0] + " is given twice; give it once");
            }
            seen.add(pair[0]);
            values.put(pair[0], pair[1]);
        }
        return new AttentionShape(
                count(text, "TOKENS", parts[0]),
                count(text, "layers", values.get("layers")),
                count(text, "heads", values.get("heads")),
                count(text, "head_dim", values.get("head_dim")),
                count(text, "new_tokens", values.get("new_tokens")),
                flag(text, values.get("causal")));
    }

    private static int count(String text, String key, String value) {
        if (value == null
                || !value.matches("[0-9]{1,7}")
                || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > LARGEST) {
            throw new InputException("shape '" + text + "': " + key + " = " + (value == null ? "missing" : value)
                    + ", must be a whole number from 1 to " + LARGEST + "; " + EXPECTED);
        }
        return Integer.parseInt(value);
    }

    private static boolean flag(String text, String value) {
        return switch (value) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new InputException("shape '" + text + "': causal = " + value + ": expected yes or no");
        };
    }

    /** Elements of a token's state: all heads together. */
    public long modelDim() {
        return (long) heads * headDim;
    }
}
