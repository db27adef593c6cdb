package tessera.cli.command;

import java.util.Map;
import java.util.stream.Collectors;

/** Words that the {@code tessera hdl} commands share. */
final class HdlText {
    private HdlText() {}

    /** {@code lanes=16 lane_bits=12}. */
    static String parameters(Map<String, Integer> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
