package tessera.sim.kernel;

/**
 * A bug in a machine or a model: a broken kernel rule, a deadlock, an exceeded cycle limit. The message names cycle,
 * component and Fifo, and shows the occupancies. The command line prints it and exits with code 3.
 */
public final class SimulationException extends RuntimeException {
    public SimulationException(String message) {
        super(message);
    }

    public SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
