/**
 * Traces of controlled structure, made without a model: queries and keys are built from features whose products are the
 * scores wanted. Knows nothing of hardware.
 */
package tessera.traces.synthetic;
