package tessera.sim.spatten.rtl;

import tessera.sim.stat.StatGroup;

/** What a run of the released RTL took. Cycles count from the start of the simulation, reset included. */
public final class RtlResult {
    private final long[] acceptCycle;
    private final long[] completeCycle;
    private final int[] rowHits;
    private final int[] activates;
    private final long dramReads;
    private final StatGroup stats;

    RtlResult(RowNotes notes, long dramReads, StatGroup stats) {
        this.acceptCycle = notes.acceptCycle.clone();
        this.completeCycle = notes.completeCycle.clone();
        this.rowHits = notes.rowHits.clone();
        this.activates = notes.activates.clone();
        this.dramReads = dramReads;
        this.stats = stats;
    }

    /** The cycle of the last row's answer. */
    public long cycles() {
        return completeCycle[completeCycle.length - 1];
    }

    /** The cycle in which a row was taken in. */
    public long acceptCycle(int row) {
        return acceptCycle[row];
    }

    /** The cycle of a row's answer. */
    public long completeCycle(int row) {
        return completeCycle[row];
    }

    /** Memory reads of a row that found their DRAM row open; a pair's shared reads count for its first row. */
    public int rowHits(int row) {
        return rowHits[row];
    }

    /** DRAM rows opened for a row's reads. */
    public int activates(int row) {
        return activates[row];
    }

    /** Reads of 32 bytes. */
    public long dramReads() {
        return dramReads;
    }

    /** DRAM rows opened, in all channels. */
    public long activates() {
        return sum(".activates");
    }

    /** Lines read from the key buffer, polls included. */
    public long keyLineReads() {
        return stats.value("key_buffer.reads").longValue();
    }

    /** Lines read from the value buffer, polls included. */
    public long valueLineReads() {
        return stats.value("value_buffer.reads").longValue();
    }

    private long sum(String pathEnd) {
        return stats.lines().stream()
                .filter(line -> line.path().endsWith(pathEnd))
                .mapToLong(line -> line.value().longValue())
                .sum();
    }

    /** Counters of every unit, and where its cycles went. */
    public StatGroup stats() {
        return stats;
    }
}
