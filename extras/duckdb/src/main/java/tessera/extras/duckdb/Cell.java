package tessera.extras.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A value of an answer as results hold it; what has no such form becomes text, never another value. */
final class Cell {
    private Cell() {}

    static Object of(Object value) {
        if (value == null || value instanceof Long || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Double number) {
            return number.isNaN() ? null : number;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.isNaN() ? null : (Object) Double.parseDouble(number.toString());
        }
        if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        if (value instanceof BigDecimal number) {
            double near = number.doubleValue();
            return Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(number) == 0
                    ? (Object) near
                    : number.toPlainString();
        }
        return value.toString();
    }
}
