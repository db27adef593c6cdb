package tessera.hdl.emit;

/** A netlist that breaks a rule: a bug of the block's author, never of the user. The message names module and signal. */
public final class NetlistException extends RuntimeException {
    NetlistException(String moduleName, String message) {
        super("module " + moduleName + ": " + message);
    }
}
