package tessera.hdl.emit;

import java.util.Map;

/**
 * Memories as modules of their own, so that synthesis can leave them out (a macro of the technology takes their place)
 * and their bits are counted apart from logic.
 */
public final class Memories {
    private Memories() {}

    /**
     * One write port, one read port, both on the rising edge: {@code read_data} holds the word of the last cycle with
     * {@code read_enable}. Writing and reading one address in the same cycle reads the old word. No reset: contents
     * start undefined.
     *
     * @param depth words, at least 2
     */
    public static HdlModule oneReadOneWrite(int depth, int wordBits) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_ram_1r1w_d" + depth + "_w" + wordBits,
                "Memory of " + depth + " words of " + wordBits + " bits: one write port, one read port.",
                "Latency: 1 cycle from read_enable to read_data; a read during a write gives the old word.");
        m.clock();
        Signal writeEnable = m.input("write_enable", 1);
        Signal writeAddress = m.input("write_address", Widths.toIndex(depth));
        Signal writeData = m.input("write_data", wordBits);
        Signal readEnable = m.input("read_enable", 1);
        Signal readAddress = m.input("read_address", Widths.toIndex(depth));
        Signal readData = m.output("read_data", wordBits);
        m.section("Storage");
        MemoryArray words = m.array("words", depth, wordBits);
        Signal readDataQ = m.register("read_data_q", wordBits);
        m.clocked(
                Statement.when(writeEnable, new Statement.Write(words, writeAddress, writeData)),
                Statement.when(readEnable, Statement.set(readDataQ, new Expression.ArrayWord(words, readAddress))));
        m.assign(readData, readDataQ);
        return m.build();
    }

    /**
     * A small register file: one write port on the rising edge, one read port without a clock. No reset: contents start
     * undefined.
     *
     * @param depth words, at least 2
     */
    public static HdlModule registerFile(int depth, int wordBits) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_register_file_d" + depth + "_w" + wordBits,
                "Register file of " + depth + " words of " + wordBits + " bits: one write port, one read port.",
                "Latency: none from read_address to read_data; a word can be read in the cycle after it is written.");
        m.clock();
        Signal writeEnable = m.input("write_enable", 1);
        Signal writeAddress = m.input("write_address", Widths.toIndex(depth));
        Signal writeData = m.input("write_data", wordBits);
        Signal readAddress = m.input("read_address", Widths.toIndex(depth));
        Signal readData = m.output("read_data", wordBits);
        m.section("Storage");
        MemoryArray words = m.array("words", depth, wordBits);
        m.clocked(Statement.when(writeEnable, new Statement.Write(words, writeAddress, writeData)));
        m.assign(readData, new Expression.ArrayWord(words, readAddress));
        return m.build();
    }

    /** The connections of {@link #oneReadOneWrite}, by name. */
    public static Map<String, Expression> ports(
            Signal clock,
            Expression writeEnable,
            Expression writeAddress,
            Expression writeData,
            Expression readEnable,
            Expression readAddress,
            Signal readData) {
        return Map.of(
                "clk", clock,
                "write_enable", writeEnable,
                "write_address", writeAddress,
                "write_data", writeData,
                "read_enable", readEnable,
                "read_address", readAddress,
                "read_data", readData);
    }
}
