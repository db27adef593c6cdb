package tessera.models.machine;

import java.util.List;
import java.util.function.Function;
import tessera.models.config.ConfigNode;
import tessera.models.gpu.GpuReader;

/**
 * One kind of machine file: its name under the key {@code kind}, and how its parameters are read.
 *
 * @param reader from the root mapping, the key {@code kind} included
 */
public record MachineKind(String name, Function<ConfigNode, MachineParams> reader) {
    public static final List<MachineKind> ALL = List.of(
            new MachineKind("spatten", SpAttenReader::read),
            new MachineKind("spatten-rtl", SpAttenRtlReader::read),
            new MachineKind("gpu", GpuReader::read));
}
