package tessera.models.machine;

/**
 * One preset: a file {@code models/machines/NAME.yaml}, and what a person should know before using it.
 *
 * @param name as on the command line
 * @param kind which reader its file needs, see {@link MachineKind}
 * @param summary one line
 * @param source where its numbers come from
 * @param status how far results with it have been verified
 */
public record MachineDescription(String name, String kind, String summary, String source, String status) {}
