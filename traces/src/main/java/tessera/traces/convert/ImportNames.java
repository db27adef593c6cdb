package tessera.traces.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tessera.traces.check.InputException;
import tessera.traces.npy.NamedArrays;

/** Which array of a foreign file is which part of the trace. */
final class ImportNames {
    /** Parts of a trace, and what else they are called. The last is not stored but compared with. */
    enum Role {
        QUERY("query", "q", "queries"),
        KEY("key", "k", "keys"),
        VALUE("value", "v", "values"),
        PROBABILITIES("probabilities", "p", "attention", "attentions", "attn");

        private final List<String> words;

        Role(String... words) {
            this.words = List.of(words);
        }
    }

    private static final List<String> USUAL = List.of(
            "layer{layer}.{role}",
            "layer{layer}_{role}",
            "layers.{layer}.{role}",
            "{layer}.{role}",
            "{role}.{layer}",
            "{role}{layer}",
            "{role}_{layer}",
            "{role}");

    private final NamedArrays file;
    private final Set<String> present;
    private final String names;
    private final boolean hasLayers;
    private final int layerCount;

    /** Finds the naming of a file, or says which were looked for. */
    ImportNames(NamedArrays file, String names) {
        this.file = file;
        this.present = Set.copyOf(file.names());
        List<String> tried = names.isEmpty() ? USUAL : List.of(names);
        this.names = tried.stream()
                .filter(candidate -> find(candidate, Role.QUERY, 0) != null)
                .findFirst()
                .orElseThrow(() -> new InputException(file.name() + ": expected arrays named "
                        + String.join(", ", tried) + " with {role} query, key, value (or q, k, v) and {layer} from 0,"
                        + " found " + some(file.names()) + "; say how they are named with --names"));
        this.hasLayers = this.names.contains("{layer}");
        int count = 0;
        while (hasLayers && find(this.names, Role.QUERY, count) != null) {
            count++;
        }
        this.layerCount = count;
    }

    /** Whether there is an array for each layer; otherwise one array holds all. */
    boolean hasLayers() {
        return hasLayers;
    }

    /** Layers named; 0 where one array holds all. */
    int layerCount() {
        return layerCount;
    }

    /** The array's name; a missing one is an input error. */
    String required(Role role, int layer) {
        String found = find(names, role, layer);
        if (found == null) {
            throw new InputException(file.name() + ": expected an array '" + name(names, role.words.get(0), layer)
                    + "', found " + some(file.names()));
        }
        return found;
    }

    /** Whether the file has this part of this layer. */
    boolean has(Role role, int layer) {
        return find(names, role, layer) != null;
    }

    /** Arrays of the file that are no part of the trace. */
    List<String> ignored() {
        Map<String, Boolean> used = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            for (int layer = 0; layer < Math.max(1, layerCount); layer++) {
                if (has(role, layer)) {
                    used.put(required(role, layer), true);
                }
            }
        }
        List<String> ignored = new ArrayList<>(file.names());
        ignored.removeAll(used.keySet());
        return ignored;
    }

    private String find(String pattern, Role role, int layer) {
        for (String word : role.words) {
            String name = name(pattern, word, layer);
            if (present.contains(name)) {
                return name;
            }
        }
        return null;
    }

    private static String name(String pattern, String word, int layer) {
        return pattern.replace("{layer}", Integer.toString(layer)).replace("{role}", word);
    }

    private static String some(List<String> names) {
        List<String> first = names.stream().limit(8).toList();
        return first.isEmpty()
                ? "none at all"
                : String.join(", ", first) + (names.size() > first.size() ? ", … (" + names.size() + ")" : "");
    }
}
