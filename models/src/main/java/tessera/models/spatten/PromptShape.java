package tessera.models.spatten;

import java.util.List;
import java.util.stream.Collectors;
import tessera.models.pattern.input.AttentionShape;
import tessera.traces.check.InputException;

/**
 * A prompt's attention and the tokens generated after it, for runs that need counts and no values.
 *
 * @param attention of the prompt: self-attention, keys and values of every head its own, at most 2^20 tokens
 * @param newTokens generated after the prompt, 1 to 2^20; decode runs these
 */
public record PromptShape(AttentionShape attention, int newTokens) {
    private static final String NEW_TOKENS = "new_tokens=";
    private static final int DEFAULT_NEW_TOKENS = 32;
    private static final int LARGEST = 1 << 20;

    public PromptShape {
        String name = attention.name() + ": ";
        if (attention.kvHeadCount() != attention.headCount() || attention.queryCount() != attention.keyCount()) {
            throw new InputException(name + "the machine fetches keys and values of every head, for as many queries as"
                    + " keys; leave kv_heads and queries out");
        }
        if (attention.keyCount() > LARGEST || newTokens < 1 || newTokens > LARGEST) {
            throw new InputException(name + attention.keyCount() + " tokens and new_tokens = " + newTokens
                    + ": each must be from 1 to " + LARGEST);
        }
    }

    /** Whether a name on the command line is a shape. */
    public static boolean isShape(String text) {
        return text.startsWith(AttentionShape.PREFIX);
    }

    /** Reads {@code layout:512,layers=12,heads=12,head_dim=64,new_tokens=32}; anything else is an input error. */
    public static PromptShape parse(String text) {
        List<String> parts = List.of(text.split(",", -1));
        List<String> counts =
                parts.stream().filter(part -> part.startsWith(NEW_TOKENS)).toList();
        if (counts.size() > 1) {
            throw new InputException("'" + text + "': new_tokens is given twice; give it once");
        }
        String rest =
                parts.stream().filter(part -> !part.startsWith(NEW_TOKENS)).collect(Collectors.joining(","));
        return new PromptShape(
                AttentionShape.parse(rest),
                counts.isEmpty()
                        ? DEFAULT_NEW_TOKENS
                        : count(text, counts.get(0).substring(NEW_TOKENS.length())));
    }

    private static int count(String text, String value) {
        if (!value.matches("[0-9]{1,7}")) {
            throw new InputException(
                    "'" + text + "': new_tokens = '" + value + "': expected a whole number from 1 to " + LARGEST);
        }
        return Integer.parseInt(value);
    }

    /** From its sizes. */
    public static PromptShape of(int tokens, int layers, int heads, int headDim, int newTokens, boolean isCausal) {
        String name = AttentionShape.PREFIX + tokens;
        return new PromptShape(
                new AttentionShape(name, layers, heads, heads, tokens, tokens, headDim, List.of(tokens), isCausal),
                newTokens);
    }

    /** Tokens of the prompt. */
    public int tokens() {
        return attention.keyCount();
    }

    public int layers() {
        return attention.layerCount();
    }

    public int heads() {
        return attention.headCount();
    }

    public int headDim() {
        return attention.headDim();
    }

    public boolean isCausal() {
        return attention.isCausal();
    }

    /** Elements of a token's state: all heads together. */
    public long modelDim() {
        return (long) heads() * headDim();
    }
}
