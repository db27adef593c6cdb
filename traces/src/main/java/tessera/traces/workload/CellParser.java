package tessera.traces.workload;

import java.util.Locale;
import tessera.traces.check.InputException;

/** One cell of a workload file to a number, or an error that says where it stands and what was expected. */
final class CellParser {
    private static final int MAX_BITS = 32;

    private CellParser() {}

    static int whole(WorkloadColumn column, String cell, String place) {
        return switch (column.form()) {
            case COUNT -> count(column, cell, place);
            case BITS -> bits(column, cell, place);
            case FLAG -> flag(column, cell, place);
            case REAL -> throw new IllegalStateException(column + " holds no whole numbers");
        };
    }

    static double real(WorkloadColumn column, String cell, String place) {
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw wrong(column, cell, place, "a number, at least " + column.min());
        }
        if (!(value >= column.min() && value <= 1)) {
            throw wrong(column, cell, place, "a number between " + column.min() + " and 1");
        }
        return value;
    }

    private static int count(WorkloadColumn column, String cell, String place) {
        int value = parse(column, cell, place, "a whole number from " + column.min() + " to " + Integer.MAX_VALUE);
        if (value < column.min()) {
            throw wrong(column, cell, place, "a whole number, at least " + column.min());
        }
        return value;
    }

    private static int bits(WorkloadColumn column, String cell, String place) {
        String expected = "a bit width from 1 to " + MAX_BITS + ", or -1 for not quantised";
        int value = parse(column, cell, place, expected);
        if (value != SpattenWorkload.NOT_QUANTISED && (value < 1 || value > MAX_BITS)) {
            throw wrong(column, cell, place, expected);
        }
        return value;
    }

    private static int flag(WorkloadColumn column, String cell, String place) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> 1;
            case "false", "0" -> 0;
            default -> throw wrong(column, cell, place, "True or False");
        };
    }

    private static int parse(WorkloadColumn column, String cell, String place, String expected) {
        int point = cell.indexOf('.');
        String digits = point >= 0 && cell.matches("[+-]?[0-9]+\\.0+") ? cell.substring(0, point) : cell;
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw wrong(column, cell, place, expected);
        }
    }

    private static InputException wrong(WorkloadColumn column, String cell, String place, String expected) {
        return new InputException(place + ": " + column.header() + " = '" + SpattenWorkloadCsv.shortened(cell)
                + "': expected " + expected);
    }
}
