package tessera.models.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tessera.traces.check.Nearest;

/** Enum constants by the label that people write. */
public final class Labels {
    private Labels() {}

    /** The constant with that label; anything else is an InputException that lists the labels. */
    public static <E> E find(String kind, String label, E[] constants, Function<E, String> toLabel) {
        List<String> labels = Arrays.stream(constants).map(toLabel).toList();
        int index = labels.indexOf(label);
        if (index < 0) {
            throw Nearest.unknown(kind, label, labels);
        }
        return constants[index];
    }
}
