package tessera.models.spatten;

/**
 * What one list of vectors takes from memory.
 *
 * @param bursts read
 * @param serialCycles of the machine, when each burst is asked for after the one before has come
 */
public record Fetch(long bursts, long serialCycles) {
    /** Nothing is fetched. */
    public static final Fetch NONE = new Fetch(0, 0);
}
