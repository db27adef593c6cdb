package tessera.hdl.emit;

import java.util.List;

/** One finished module, which is one Verilog file of the same name; made by {@link ModuleBuilder#build}. */
public final class HdlModule {
    private final String name;
    private final List<String> header;
    private final List<Signal> ports;
    private final List<Item> items;

    HdlModule(String name, List<String> header, List<Signal> ports, List<Item> items) {
        this.name = name;
        this.header = List.copyOf(header);
        this.ports = List.copyOf(ports);
        this.items = List.copyOf(items);
    }

    /** {@code tsr_<block>_<parameters>}. */
    public String name() {
        return name;
    }

    /** What it computes and its latency formula, a comment line each. */
    List<String> header() {
        return header;
    }

    /** Inputs and outputs in the order of declaration. */
    public List<Signal> ports() {
        return ports;
    }

    List<Item> items() {
        return items;
    }

    /** The modules it holds, in order of instantiation, an entry for each instance. */
    public List<HdlModule> children() {
        return items.stream()
                .filter(item -> item instanceof Item.Instance)
                .map(item -> ((Item.Instance) item).module())
                .toList();
    }

    /** The port of that name; a missing one is the author's error. */
    public Signal port(String portName) {
        return ports.stream()
                .filter(port -> port.name().equals(portName))
                .findFirst()
                .orElseThrow(() -> new NetlistException(
                        name,
                        "no port '" + portName + "'; it has "
                                + String.join(
                                        ", ", ports.stream().map(Signal::name).toList())));
    }

    public String fileName() {
        return name + ".v";
    }

    /** Bits of the memory that this module is; 0 for logic. */
    public long ownMemoryBits() {
        return items.stream()
                .filter(item -> item instanceof Item.Array)
                .map(item -> ((Item.Array) item).array())
                .mapToLong(array -> (long) array.depth() * array.wordBits())
                .sum();
    }

    /** Bits of all memories below this module, and its own. */
    public long memoryBits() {
        return ownMemoryBits()
                + children().stream().mapToLong(HdlModule::memoryBits).sum();
    }
}
