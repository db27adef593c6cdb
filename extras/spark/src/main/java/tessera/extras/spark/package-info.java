/**
 * Explorations on Apache Spark: the driver picks points and writes the store, executors rebuild the model from the space's
 * text and evaluate points. Knows nothing of machines or of how points are chosen.
 */
package tessera.extras.spark;
