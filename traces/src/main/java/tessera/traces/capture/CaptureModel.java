package tessera.traces.capture;

/**
 * A model that is captured by name.
 *
 * @param name on the command line
 * @param summary layers, heads, number format
 * @param source artifact and licence
 */
public record CaptureModel(String name, String summary, String source) {}
