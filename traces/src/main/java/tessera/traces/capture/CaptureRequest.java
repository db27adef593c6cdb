package tessera.traces.capture;

import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;

/**
 * What to capture.
 *
 * @param source the model
 * @param text the input, not blank
 * @param textName what the text is called in messages and, without its ending, in the trace's name
 * @param traceName the trace's name; empty: MODEL-TEXT-TOKENS
 * @param tokenLimit the first so many tokens are kept, the special ones at both ends included; at least 3.
 *     {@link Integer#MAX_VALUE}: a text longer than the model's context is an error
 * @param precision in which the trace keeps its values
 * @param command the command line that asks for this, for the trace's description
 */
public record CaptureRequest(
        CaptureSource source,
        String text,
        String textName,
        String traceName,
        int tokenLimit,
        StoredPrecision precision,
        String command) {
    public CaptureRequest {
        if (text.isBlank()) {
            throw new InputException(textName + ": expected a text, found "
                    + (text.isEmpty() ? "an empty file" : "nothing but white space"));
        }
        if (tokenLimit < 3) {
            throw new InputException("--truncate " + tokenLimit
                    + ": expected at least 3 tokens (the two special ones and one of the text)");
        }
    }
}
