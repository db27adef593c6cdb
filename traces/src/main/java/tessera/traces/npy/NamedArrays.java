package tessera.traces.npy;

import java.io.Closeable;
import java.util.List;

/** A file that holds several arrays under names: an NPZ, a safetensors file. */
public interface NamedArrays extends Closeable {
    /** What messages call the file. */
    String name();

    /** Names of the arrays, in file order. */
    List<String> names();

    /** Reads the array of this name; a missing one is an input error with the nearest name. */
    NpyArray array(String name);

    @Override
    void close();
}
