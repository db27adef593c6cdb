package tessera.traces.llama;

import java.nio.file.Path;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;

/**
 * What a decoder is to do.
 *
 * @param model a checkpoint of llama2.c
 * @param tokenizer its tokenizer file
 * @param prompt what the text begins with; empty: the start token alone
 * @param stepCount tokens to generate one by one after the prompt, ≥ 0
 * @param promptLimit the first so many tokens of the prompt are kept, the start token included, ≥ 1;
 *     {@link Integer#MAX_VALUE}: a prompt that is too long is an error
 * @param traceName the trace's name; empty: MODEL-PREFILL-STEPS
 * @param precision in which the trace keeps its values
 * @param command the command line that asks for this, for the trace's description
 */
public record LlamaRequest(
        Path model,
        Path tokenizer,
        String prompt,
        int stepCount,
        int promptLimit,
        String traceName,
        StoredPrecision precision,
        String command) {
    public LlamaRequest {
        if (stepCount < 0) {
            throw new InputException("--steps " + stepCount + ": expected at least 0");
        }
        if (promptLimit < 1) {
            throw new InputException("--truncate " + promptLimit + ": expected at least 1 token (the start token)");
        }
    }
}
