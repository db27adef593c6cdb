package tessera.models.machine;

/** What every machine's parameter record has in common. */
public interface MachineParams {
    /** The name in its file, for results. */
    String name();
}
