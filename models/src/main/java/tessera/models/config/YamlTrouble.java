package tessera.models.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;

/** What a YAML parser has to say about a malformed text, in one sentence with the line that it means. */
final class YamlTrouble {
    /** The parser says what it was doing and what was wrong, each in a line of its own with its place in the next. */
    private static final Pattern PLACE = Pattern.compile("\\s*in .*, line (\\d+), column \\d+.*");

    private YamlTrouble() {}

    static InputException of(String file, JsonProcessingException e) {
        List<String> sentences = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : e.getOriginalMessage().split("\\R")) {
            Matcher place = PLACE.matcher(line);
            if (place.matches()) {
                lines.add(place.group(1));
            } else if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                sentences.add(line.replaceAll(",? from `.*", ")"));
            }
        }
        if (lines.isEmpty() && e.getLocation() != null) {
            lines.add(Integer.toString(e.getLocation().getLineNr()));
        }
        boolean hasStart = sentences.size() > 1 && lines.size() > 1;
        String got = hasStart
                ? sentences.get(0) + " that starts in line " + lines.get(0) + ": " + sentences.get(sentences.size() - 1)
                : String.join(": ", sentences);
        return new InputException(
                file + (lines.isEmpty() ? "" : ":" + lines.get(lines.size() - 1)) + ": expected YAML, found: " + got,
                e);
    }
}
