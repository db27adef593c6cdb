package tessera.models.dram;

/**
 * One bundled memory, as {@code tessera list machines} shows it.
 *
 * @param name its name on the command line and of its file, {@code models/machines/dram/NAME.yaml}
 * @param summary one line
 * @param source where its figures come from
 * @param status what it has been checked against
 */
public record DramPreset(String name, String summary, String source, String status) {}
