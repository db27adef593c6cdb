package tessera.hdl.run;

/** The process that runs the Verilog ended early, for one because an assertion in it failed; the message has its words. */
public final class SimulatorDiedException extends RuntimeException {
    SimulatorDiedException(String message, Throwable cause) {
        super(message, cause);
    }
}
