package tessera.models.machine;

import tessera.models.config.ConfigNode;
import tessera.traces.check.InputException;

/**
 * A machine that has been read and checked.
 *
 * @param name the preset's name, or the file's
 * @param kind see {@link MachineKind}
 * @param params the validated record
 * @param resolved the configuration it came from, overrides applied: what is stored with a run
 */
public record Machine(String name, String kind, MachineParams params, ConfigNode resolved) {
    /** The parameters of a SpAtten-style machine; any other kind is an input error. */
    public SpAttenParams spAtten() {
        return as(SpAttenParams.class, "spatten");
    }

    /** The parameters as the record wanted; {@code kinds} names the kinds that have it, for the message. */
    public <P extends MachineParams> P as(Class<P> wanted, String kinds) {
        if (!wanted.isInstance(params)) {
            throw new InputException("machine " + name + " is of kind " + kind + "; expected one of kind " + kinds
                    + "; see tessera list machines");
        }
        return wanted.cast(params);
    }
}
