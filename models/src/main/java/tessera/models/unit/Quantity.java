package tessera.models.unit;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;

/**
 * Text such as {@code "16 GB/s"} to a number in the base unit. The unit is required and exact: {@code KiB} = 1024 bytes,
 * {@code GB/s} = 10^9 bytes per second, and {@code kB}, which people use for both 1000 and 1024, is refused.
 */
public final class Quantity {
    private static final Pattern FORM =
            Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?) ?([A-Za-zµ][A-Za-z0-9/]*)");

    private static final Map<String, String> BYTES =
            units("B", "1", "KiB", "1024", "MiB", "1048576", "GiB", "1073741824");
    private static final Map<String, String> BYTES_PER_SECOND = units(
            "B/s",
            "1",
            "KB/s",
            "1e3",
            "MB/s",
            "1e6",
            "GB/s",
            "1e9",
            "TB/s",
            "1e12",
            "KiB/s",
            "1024",
            "MiB/s",
            "1048576",
            "GiB/s",
            "1073741824");
    private static final Map<String, String> HERTZ = units("Hz", "1", "KHz", "1e3", "MHz", "1e6", "GHz", "1e9");
    private static final Map<String, String> FEMTOSECONDS =
            units("fs", "1", "ps", "1e3", "ns", "1e6", "us", "1e9", "ms", "1e12", "s", "1e15");
    private static final Map<String, String> PICOJOULES =
            units("fJ", "1e-3", "pJ", "1", "nJ", "1e3", "uJ", "1e6", "mJ", "1e9");
    private static final Map<String, String> SQUARE_MILLIMETRES = units("um2", "1e-6", "mm2", "1");

    private Quantity() {}

    /** Bytes, from B, KiB, MiB or GiB; a fraction of a byte is an error. */
    public static long bytes(String text) {
        return whole("a size such as '192 KiB'", text, BYTES);
    }

    /** Bytes per second, from B/s, KB/s … TB/s (powers of 1000) or KiB/s … GiB/s. */
    public static long bytesPerSecond(String text) {
        return whole("a bandwidth such as '16 GB/s'", text, BYTES_PER_SECOND);
    }

    /** Hertz, from Hz, KHz, MHz or GHz. */
    public static long hertz(String text) {
        return whole("a frequency such as '1 GHz'", text, HERTZ);
    }

    /** Femtoseconds, from fs, ps, ns, us, ms or s; a fraction of a femtosecond is an error. */
    public static long femtoseconds(String text) {
        return whole("a time such as '1.5 ns'", text, FEMTOSECONDS);
    }

    /** Picojoules, from fJ, pJ, nJ, uJ or mJ. */
    public static double picojoules(String text) {
        return exact("an energy such as '3.9 pJ'", text, PICOJOULES).doubleValue();
    }

    /** Square millimetres, from mm2 or um2. */
    public static double squareMillimetres(String text) {
        return exact("an area such as '18.71 mm2'", text, SQUARE_MILLIMETRES).doubleValue();
    }

    private static long whole(String expected, String text, Map<String, String> units) {
        try {
            return exact(expected, text, units).longValueExact();
        } catch (ArithmeticException e) {
            throw new InputException(
                    "expected " + expected + ", a whole number in the smallest unit (" + smallest(units)
                            + ") below 2^63, got '" + text + "'",
                    e);
        }
    }

    private static BigDecimal exact(String expected, String text, Map<String, String> units) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new InputException(
                    "expected " + expected + " (units: " + String.join(", ", units.keySet()) + "), got '" + text + "'");
        }
        String scale = units.get(form.group(2));
        if (scale == null) {
            throw new InputException(
                    "expected " + expected + " (units: " + String.join(", ", units.keySet()) + "), got unit '"
                            + form.group(2) + "'"
                            + (form.group(2).startsWith("kB") ? "; write KiB (1024 bytes), or KB/s for a rate" : ""));
        }
        return new BigDecimal(form.group(1).replace("_", "")).multiply(new BigDecimal(scale));
    }

    private static String smallest(Map<String, String> units) {
        return units.entrySet().stream()
                .min((a, b) -> new BigDecimal(a.getValue()).compareTo(new BigDecimal(b.getValue())))
                .orElseThrow()
                .getKey();
    }

    private static Map<String, String> units(String... pairs) {
        Map<String, String> units = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            units.put(pairs[i], pairs[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(units);
    }
}
