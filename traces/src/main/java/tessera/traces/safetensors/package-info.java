/**
 * The safetensors file format: a JSON header that says where each tensor lies, then the tensors. Nothing in it is ever
 * executed. Knows nothing of attention.
 *
 * <p><b>Source:</b> huggingface/safetensors, README, "Format".
 */
package tessera.traces.safetensors;
