package tessera.hdl.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tessera.hdl.tool.TemporaryFolder;
import tessera.hdl.tool.ToolRun;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;
import tessera.traces.file.OutputFiles;

/** The ports of a foreign module, as Verilator reads them, against those that a block must have. */
final class ForeignPorts {
    /** A wrong module has them all wrong. */
    private static final int MOST_SHOWN = 8;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A port as found: {@code "input"} and so on; width 0 for a type that is no plain vector. */
    record Found(String direction, int width) {
        @Override
        public String toString() {
            return direction + (width == 0 ? " that is no plain vector" : " of " + bits(width));
        }
    }

    private ForeignPorts() {}

    /** Missing ports, wrong directions, wrong widths and inputs that nobody would drive: all of them in one message. */
    static void check(ForeignRtl rtl, BlockPorts expected) {
        Map<String, Found> found = read(rtl);
        List<String> faults = new ArrayList<>();
        Map<String, Found> wanted = new LinkedHashMap<>();
        wanted.put("clk", new Found("input", 1));
        for (Port port : expected.driven().ports()) {
            wanted.put(port.name(), new Found("input", port.bits()));
        }
        for (Port port : expected.read().ports()) {
            wanted.put(port.name(), new Found("output", port.bits()));
        }
        wanted.forEach((name, port) -> {
            Found got = found.get(name);
            if (got == null) {
                faults.add(name + ": expected an " + port + ", found none");
            } else if (!got.equals(port)) {
                faults.add(name + ": expected an " + port + ", found an " + got);
            }
        });
        found.forEach((name, port) -> {
            if (!wanted.containsKey(name) && !port.direction().equals("output")) {
                faults.add(name + ": found an " + port + ", expected none (nothing would drive it)");
            }
        });
        if (!faults.isEmpty()) {
            int shown = Math.min(MOST_SHOWN, faults.size());
            throw new InputException("--top " + rtl.top() + " has other ports than the block: "
                    + String.join("; ", faults.subList(0, shown))
                    + (shown < faults.size() ? "; and " + (faults.size() - shown) + " more" : ""));
        }
    }

    private static String bits(int width) {
        return width + (width == 1 ? " bit" : " bits");
    }

    /** Port name to what it is, of the top module. */
    static Map<String, Found> read(ForeignRtl rtl) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            rtl.files().forEach((name, text) -> OutputFiles.text(folder.file(name), text));
            List<String> command = new ArrayList<>(List.of(
                    "verilator", "--xml-only", "--xml-output", "ports.xml", "-Wno-fatal", "-Wno-lint", "-Wno-style"));
            command.addAll(List.of("--top-module", rtl.top()));
            command.addAll(rtl.files().keySet());
            ToolRun run = ToolRun.run(command, folder.path(), LIMIT);
            if (run.exitCode() != 0) {
                String said = run.output()
                        .lines()
                        .filter(line -> line.startsWith("%Error"))
                        .findFirst()
                        .orElse("no reason");
                throw new InputException("--rtl: Verilator cannot read it: " + said.strip());
            }
            return parse(folder.file("ports.xml"), rtl.top());
        }
    }

    private static Map<String, Found> parse(Path file, String top) {
        Element root;
        try {
            root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new ToolException("Verilator's description of " + top + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, Integer> widths = widths(root);
        Map<String, Found> ports = new LinkedHashMap<>();
        for (Element module : elements(root, "module")) {
            if (module.getAttribute("origName").equals(top)) {
                for (Element variable : elements(module, "var")) {
                    if (variable.hasAttribute("pinIndex")) {
                        int width = widths.getOrDefault(variable.getAttribute("dtype_id"), 0);
                        ports.put(variable.getAttribute("name"), new Found(variable.getAttribute("dir"), width));
                    }
                }
            }
        }
        return ports;
    }

    /** Type number to bits, for vectors. */
    private static Map<String, Integer> widths(Element root) {
        Map<String, Integer> widths = new HashMap<>();
        for (Element type : elements(root, "basicdtype")) {
            int width = 1;
            if (type.hasAttribute("left")) {
                int left = Integer.parseInt(type.getAttribute("left"));
                width = Math.abs(left - Integer.parseInt(type.getAttribute("right"))) + 1;
            }
            widths.put(type.getAttribute("id"), width);
        }
        for (Element type : elements(root, "refdtype")) {
            Integer width = widths.get(type.getAttribute("sub_dtype_id"));
            if (width != null) {
                widths.put(type.getAttribute("id"), width);
            }
        }
        return widths;
    }

    private static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
