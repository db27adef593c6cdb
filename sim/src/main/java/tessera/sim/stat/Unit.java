package tessera.sim.stat;

/** The unit of a statistic. A new one is one line here. */
public enum Unit {
    /** A plain number of things; the description says of what. */
    COUNT("count"),
    CYCLES("cycles"),
    BITS("bits"),
    BYTES("bytes"),
    BYTES_PER_CYCLE("bytes/cycle"),
    /** 10^9 bytes a second. */
    GIGABYTES_PER_SECOND("GB/s"),
    NANOSECONDS("ns"),
    PICOJOULES("pJ"),
    /** A quotient of two numbers of one unit, usually from 0 to 1. */
    RATIO("ratio");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    /** As it appears in dumps. */
    public String text() {
        return text;
    }
}
