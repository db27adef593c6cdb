/**
 * How traces are captured from models, as the command line sees it. The capturing itself needs a model runtime and lives
 * in {@code extras/capture}, found through {@link java.util.ServiceLoader}.
 */
package tessera.traces.capture;
