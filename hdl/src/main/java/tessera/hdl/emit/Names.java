package tessera.hdl.emit;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names a block's author may give. Lower-case snake case without double underscores (Verilator would mangle
 * them), no word that Verilog, SystemVerilog or C++ reserves: an illegal name is refused, never silently changed.
 */
final class Names {
    private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    /** IEEE 1364-2001 annex B, IEEE 1800-2017 annex B, and the C++ words that Verilator would rename as ports. */
    private static final String RESERVED_WORDS = """
            accept_on alias always always_comb always_ff always_latch and assert assign assume automatic before begin
            bind bins binsof bit break buf bufif0 bufif1 byte case casex casez cell chandle checker class clocking cmos
            config const constraint context continue cover covergroup coverpoint cross deassign default defparam design
            disable dist do edge else end endcase endchecker endclass endclocking endconfig endfunction endgenerate
            endgroup endinterface endmodule endpackage endprimitive endprogram endproperty endsequence endspecify
            endtable endtask enum event eventually expect export extends extern final first_match for force foreach
            forever fork forkjoin function generate genvar global highz0 highz1 if iff ifnone ignore_bins illegal_bins
            implements implies import incdir include initial inout input inside instance int integer interconnect
            interface intersect join join_any join_none large let liblist library local localparam logic longint
            macromodule matches medium modport module nand negedge nettype new nexttime nmos nor noshowcancelled not
            notif0 notif1 null or output package packed parameter pmos posedge primitive priority program property
            protected pull0 pull1 pulldown pullup pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase
            randsequence rcmos real realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran rtranif0
            rtranif1 s_always s_eventually s_nexttime s_until s_until_with scalared sequence shortint shortreal
            showcancelled signed small soft solve specify specparam static string strong strong0 strong1 struct super
            supply0 supply1 sync_accept_on sync_reject_on table tagged task this throughout time timeprecision timeunit
            tran tranif0 tranif1 tri tri0 tri1 triand trior trireg type typedef union unique unique0 unsigned until
            until_with untyped use uwire var vectored virtual void wait wait_order wand weak weak0 weak1 while wildcard
            wire with within wor xnor xor
            auto bool catch char delete double eval explicit false float friend goto inline long mutable name namespace
            operator private public short signal sizeof switch template throw top true try typename using volatile
            """;

    private static final Set<String> RESERVED = Set.of(RESERVED_WORDS.strip().split("\\s+"));

    private Names() {}

    static String checkedSignal(String moduleName, String name) {
        return checked(moduleName, name, SNAKE, "snake_case, such as in_valid");
    }

    static String checkedConstant(String moduleName, String name) {
        return checked(moduleName, name, UPPER_SNAKE, "UPPER_SNAKE_CASE, such as STATE_FILL");
    }

    static String checkedModule(String name) {
        checked(name, name, SNAKE, "snake_case, such as tsr_zero_eliminator_n16_w12");
        if (!name.startsWith("tsr_")) {
            throw new NetlistException(name, "a module's name starts with tsr_, got '" + name + "'");
        }
        return name;
    }

    private static String checked(String moduleName, String name, Pattern form, String example) {
        if (!form.matcher(name).matches()) {
            throw new NetlistException(moduleName, "illegal name '" + name + "': expected " + example);
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new NetlistException(
                    moduleName, "illegal name '" + name + "': reserved in Verilog, SystemVerilog or C++");
        }
        return name;
    }
}
