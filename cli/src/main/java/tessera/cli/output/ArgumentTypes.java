package tessera.cli.output;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the text of an argument to its type, with errors that say what was expected. */
final class ArgumentTypes {
    private ArgumentTypes() {}

    /** Replaces the converters of a command line and all its commands. */
    static void register(CommandLine line) {
        ITypeConverter<Integer> whole = number(Integer::valueOf, "whole number up to " + Integer.MAX_VALUE);
        line.registerConverter(int.class, whole);
        line.registerConverter(Integer.class, whole);
        ITypeConverter<Long> large = number(Long::valueOf, "whole number up to " + Long.MAX_VALUE);
        line.registerConverter(long.class, large);
        line.registerConverter(Long.class, large);
        ITypeConverter<Double> real = number(ArgumentTypes::finite, "finite number such as 0.5");
        line.registerConverter(double.class, real);
        line.registerConverter(Double.class, real);
        line.registerConverter(Path.class, ArgumentTypes::path);
    }

    /** What is wrong with a name that the system's encoding has no letters for. */
    static String unnameable(InvalidPathException e) {
        return "expected the name of a file, got '" + e.getInput() + "', which this system cannot name ("
                + e.getReason() + "); with letters beyond ASCII, set LC_ALL=C.UTF-8";
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(unnameable(e));
        }
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static <N> ITypeConverter<N> number(Function<String, N> parse, String expected) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected a " + expected + ", got '" + text + "'");
            }
        };
    }
}
