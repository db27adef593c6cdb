package tessera.hdl.synth;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.hdl.synth.SynthesisResult.Part;

/** Yosys's words in numbers: the statistics of each module and what abc said about it. */
final class SynthesisReport {
    private static final Pattern MODULE = Pattern.compile("^=== (.+) ===");
    private static final Pattern CELLS = Pattern.compile("^\\s+Number of cells:\\s+(\\d+)");
    private static final Pattern INNER_MODULE = Pattern.compile("^\\s+(tsr_\\S+)\\s+(\\d+)$");
    private static final Pattern AREA = Pattern.compile("^\\s+Chip area for module '\\\\?([^']+)':\\s+([0-9.eE+-]+)");
    private static final Pattern TRANSISTORS = Pattern.compile("^\\s+Estimated number of transistors:\\s+(\\d+)");
    private static final Pattern EXTRACTED = Pattern.compile("Extracting gate netlist of module `\\\\?([^']+)'");
    private static final Pattern DELAY = Pattern.compile("ABC: .*Delay =\\s*([0-9.]+) ps");

    private final Map<String, Part> parts = new LinkedHashMap<>();

    SynthesisReport(String stat, String abc) {
        Map<String, Double> delays = delays(abc);
        String module = "";
        long cells = 0;
        double size = 0;
        for (String line : stat.lines().toList()) {
            Matcher matcher = MODULE.matcher(line);
            if (matcher.find()) {
                module = matcher.group(1);
                cells = 0;
                size = 0;
                // The summary of the whole hierarchy comes last and repeats what the modules said.
                if (module.equals("design hierarchy")) {
                    break;
                }
            } else if ((matcher = CELLS.matcher(line)).find()) {
                cells = Long.parseLong(matcher.group(1));
            } else if ((matcher = INNER_MODULE.matcher(line)).find()) {
                cells -= Long.parseLong(matcher.group(2));
            } else if ((matcher = AREA.matcher(line)).find() || (matcher = TRANSISTORS.matcher(line)).find()) {
                size = Double.parseDouble(matcher.group(matcher.groupCount()));
            }
            if (!module.isEmpty()) {
                parts.put(module, new Part(module, cells, size, delays.getOrDefault(module, 0.0)));
            }
        }
    }

    Map<String, Part> parts() {
        return parts;
    }

    /** The last delay that abc prints for a module is that of its result. */
    private static Map<String, Double> delays(String abc) {
        Map<String, Double> delays = new LinkedHashMap<>();
        String module = "";
        for (String line : abc.lines().toList()) {
            Matcher matcher = EXTRACTED.matcher(line);
            if (matcher.find()) {
                module = matcher.group(1);
            } else if ((matcher = DELAY.matcher(line)).find()) {
                delays.put(
                        module,
                        new BigDecimal(matcher.group(1)).movePointLeft(3).doubleValue());
            }
        }
        return delays;
    }
}
