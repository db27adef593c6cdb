package tessera.models.machine;

import java.util.List;
import tessera.models.config.ConfigNode;

/** A machine's file, read once, for whoever builds many variants of it. Thread-safe. */
public final class MachineVariants {
    private final String name;
    private final ConfigNode written;

    private MachineVariants(String name, ConfigNode written) {
        this.name = name;
        this.written = written;
    }

    /** Reads a preset or file. */
    public static MachineVariants of(String nameOrFile) {
        return new MachineVariants(nameOrFile, Machines.written(nameOrFile));
    }

    /** The machine with these overrides: as {@link Machines#load}, from the text that has been read. */
    public Machine with(List<String> overrides) {
        return Machines.read(name, written, overrides);
    }
}
