package tessera.traces.safetensors;

import java.util.Arrays;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.npy.NpyType;

/** The element types of safetensors that are read, with the type of the array that they become. */
enum SafetensorType {
    F64(NpyType.FLOAT64, 8),
    F32(NpyType.FLOAT32, 4),
    F16(NpyType.FLOAT16, 2),
    /** The upper half of a binary32; becomes one, exactly. */
    BF16(NpyType.FLOAT32, 2),
    I64(new NpyType('i', 8, false), 8),
    I32(new NpyType('i', 4, false), 4),
    I16(new NpyType('i', 2, false), 2),
    I8(NpyType.INT8, 1),
    U8(NpyType.UINT8, 1),
    BOOL(new NpyType('b', 1, false), 1);

    private final NpyType arrayType;
    private final int bytes;

    SafetensorType(NpyType arrayType, int bytes) {
        this.arrayType = arrayType;
        this.bytes = bytes;
    }

    NpyType arrayType() {
        return arrayType;
    }

    /** Bytes of one element in the file. */
    int bytes() {
        return bytes;
    }

    static SafetensorType named(String dtype, String place) {
        List<String> names = Arrays.stream(values()).map(Enum::name).toList();
        if (!names.contains(dtype)) {
            throw new InputException(place + ": expected one of " + String.join(", ", names) + " as dtype, found '"
                    + dtype + "'" + Nearest.hint(dtype, names));
        }
        return valueOf(dtype);
    }

    /** The type in which an array is written. */
    static SafetensorType of(NpyType arrayType) {
        return Arrays.stream(values())
                .filter(type -> type != BF16 && type.arrayType.equals(arrayType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no safetensors type for " + arrayType));
    }
}
