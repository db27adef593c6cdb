package tessera.traces.convert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.npy.NamedArrays;
import tessera.traces.npy.NpyArray;

/** Arrays by name, for tests. */
final class ArraysInMemory implements NamedArrays {
    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    ArraysInMemory with(String name, NpyArray array) {
        arrays.put(name, new NpyArray("x, array '" + name + "'", array.type(), array.shape(), array.elements()));
        return this;
    }

    @Override
    public String name() {
        return "x";
    }

    @Override
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    @Override
    public NpyArray array(String name) {
        if (!arrays.containsKey(name)) {
            throw new InputException("x: no " + name);
        }
        return arrays.get(name);
    }

    @Override
    public void close() {}
}
