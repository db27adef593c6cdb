package tessera.models.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;

/** YAML text to {@link ConfigNode}s, keeping lines and refusing duplicate keys. */
final class ConfigParser {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    private static final ObjectMapper PRINTER = new ObjectMapper(YAML);

    private final String file;
    private final YAMLParser tokens;

    private ConfigParser(String file, YAMLParser tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    static ConfigNode parse(String file, String text) {
        try (YAMLParser tokens = YAML.createParser(text)) {
            if (tokens.nextToken() == null) {
                throw new InputException(file + ": expected a YAML mapping, got an empty file");
            }
            ConfigNode root = new ConfigParser(file, tokens).node("");
            if (tokens.nextToken() != null) {
                throw new InputException(file + ":"
                        + tokens.currentTokenLocation().getLineNr() + ": expected one YAML document, got a second");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw YamlTrouble.of(file, e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from a string cannot fail", e);
        }
    }

    static String print(Object plain) {
        try {
            return PRINTER.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConfigNode node(String path) throws IOException {
        int line = tokens.currentTokenLocation().getLineNr();
        if (tokens.isCurrentAlias()) {
            // The parser gives the anchor's name for it, which would pass for the value.
            throw new InputException(file + ":" + line + ": " + path + " = '*" + tokens.getText()
                    + "': expected a value, got a YAML alias; write the value out");
        }
        return switch (tokens.currentToken()) {
            case START_OBJECT -> mapping(path, line);
            case START_ARRAY -> items(path, line);
            case VALUE_NULL ->
                throw new InputException(file + ":" + line + ": " + path + " has no value; give one or remove the key");
            default -> new ConfigNode(file, line, path, new ConfigNode.Scalar(tokens.getText()));
        };
    }

    private ConfigNode mapping(String path, int line) throws IOException {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String key = tokens.currentName();
            int keyLine = tokens.currentTokenLocation().getLineNr();
            String childPath = path.isEmpty() ? key : path + "." + key;
            ConfigNode earlier = entries.get(key);
            if (earlier != null) {
                throw new InputException(file + ":" + keyLine + ": duplicate key '" + childPath + "' (first at line "
                        + earlier.line() + "); remove one");
            }
            tokens.nextToken();
            ConfigNode child = node(childPath);
            entries.put(key, new ConfigNode(file, keyLine, childPath, child.value()));
        }
        return new ConfigNode(file, line, path, new ConfigNode.Mapping(entries));
    }

    private ConfigNode items(String path, int line) throws IOException {
        List<ConfigNode> items = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(path + "." + items.size()));
        }
        return new ConfigNode(file, line, path, new ConfigNode.Items(items));
    }
}
