package tessera.hdl.bench;

/**
 * Where a trace first says something else than it must.
 *
 * @param cycle clock cycles since reset was released
 * @param signal port name
 * @param expected value in hexadecimal
 * @param got value in hexadecimal
 * @param reference what it was compared with: "cycle model" or "golden function"
 */
public record Difference(int cycle, String signal, String expected, String got, String reference) {
    @Override
    public String toString() {
        return "cycle " + cycle + ": " + signal + " is " + got + ", the " + reference + " says " + expected;
    }
}
