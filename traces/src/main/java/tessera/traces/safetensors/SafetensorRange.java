package tessera.traces.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/**
 * Where a tensor lies in its file, checked against the file's size and the tensor's own.
 *
 * @param begin offset of the first byte in the file
 * @param end offset behind the last
 */
record SafetensorRange(SafetensorType type, List<Integer> shape, long begin, long end) {
    /** Reads one entry of the header; offsets count from {@code dataOffset}. */
    static SafetensorRange parse(JsonNode entry, long dataOffset, long fileSize, String place) {
        if (!entry.isObject() || entry.size() != 3 || !entry.path("dtype").isTextual()) {
            throw new InputException(
                    place + ": expected an object with dtype, shape and data_offsets, found " + shortened(entry));
        }
        SafetensorType type = SafetensorType.named(entry.path("dtype").asText(), place);
        List<Long> offsets = numbers(entry.path("data_offsets"), "data_offsets", place);
        List<Long> axes = numbers(entry.path("shape"), "shape", place);
        long space = fileSize - dataOffset;
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > space) {
            throw new InputException(place + ": expected data_offsets [begin, end] within the " + space
                    + " bytes behind the header (offset " + dataOffset + "), found " + offsets
                    + "; the file is cut off or corrupt");
        }
        long bytes = offsets.get(1) - offsets.get(0);
        List<Integer> shape = shape(axes, type, bytes, place);
        return new SafetensorRange(type, shape, dataOffset + offsets.get(0), dataOffset + offsets.get(1));
    }

    private static List<Integer> shape(List<Long> axes, SafetensorType type, long bytes, String place) {
        long expected = axes.contains(0L) ? 0 : type.bytes();
        List<Integer> shape = new ArrayList<>();
        for (long axis : axes) {
            if (axis > Integer.MAX_VALUE || (axis > 0 && expected > Long.MAX_VALUE / axis)) {
                throw new InputException(place + ": shape " + axes + " overflows; the file is corrupt");
            }
            expected *= axis;
            shape.add((int) axis);
        }
        if (expected != bytes) {
            throw new InputException(place + ": shape " + axes + " of " + type + ": expected " + expected
                    + " bytes, data_offsets give " + bytes + "; the file is corrupt");
        }
        long arrayBytes = bytes / type.bytes() * type.arrayType().bytes();
        if (arrayBytes > Integer.MAX_VALUE - 8) {
            throw new InputException(place + ": shape " + axes + ": expected at most " + (Integer.MAX_VALUE - 8)
                    + " bytes in one array, got " + arrayBytes + "; split it, for instance by layer");
        }
        return shape;
    }

    private static List<Long> numbers(JsonNode list, String key, String place) {
        List<Long> numbers = new ArrayList<>();
        boolean isList = list.isArray() && list.size() <= 32;
        for (JsonNode number : isList ? list : List.<JsonNode>of()) {
            isList &= number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0;
            numbers.add(number.asLong());
        }
        if (!isList) {
            throw new InputException(
                    place + ": expected \"" + key + "\": a list of numbers from 0 up, found " + shortened(list));
        }
        return numbers;
    }

    private static String shortened(JsonNode node) {
        String text = node.isMissingNode() ? "none" : node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
