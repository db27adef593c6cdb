/** Captures attention traces from ONNX models; the only code that knows ONNX Runtime. */
package tessera.extras.capture;
