/**
 * Causal decoders of the Llama family from checkpoints in the format of llama2.c, run in plain Java, one token at a time,
 * and captured while they run. Knows nothing of hardware and of the trace files.
 *
 * <p><b>Source:</b> karpathy/llama2.c, {@code run.c} and {@code export.py} (format version 0): the layout of checkpoint
 * and tokenizer files; Touvron et al., arXiv 2302.13971; RoPE: Su et al., arXiv 2104.09864, equation 34.
 */
package tessera.traces.llama;
