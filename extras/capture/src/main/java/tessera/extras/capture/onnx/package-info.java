/** ONNX graphs, read from their wire format, and the attention in them. Knows nothing of texts and tokenizers. */
package tessera.extras.capture.onnx;
