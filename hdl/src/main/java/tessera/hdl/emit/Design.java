package tessera.hdl.emit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A top module with everything below it, as files.
 *
 * @param top the module with the ports that a user connects
 * @param files file name to Verilog text, inner modules first; the same inputs give the same bytes
 */
public record Design(HdlModule top, Map<String, String> files) {
    public Design {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Collects and prints the modules; two different texts under one name are an error of the author. */
    public static Design of(HdlModule top) {
        Map<String, String> files = new LinkedHashMap<>();
        collect(top, files);
        return new Design(top, files);
    }

    private static void collect(HdlModule module, Map<String, String> files) {
        module.children().forEach(child -> collect(child, files));
        String text = VerilogPrinter.print(module);
        String earlier = files.putIfAbsent(module.fileName(), text);
        if (earlier != null && !earlier.equals(text)) {
            throw new NetlistException(module.name(), "two different modules have this name");
        }
    }
}
