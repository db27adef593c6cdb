/** From text to token numbers, as BERT-like encoders want them. Knows nothing of models. */
package tessera.extras.capture.text;
