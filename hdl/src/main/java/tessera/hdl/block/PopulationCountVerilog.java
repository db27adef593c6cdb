package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Widths;

/** How many of some bits are 1: full and half adders, column by column, without a clock. */
final class PopulationCountVerilog {
    private final ModuleBuilder m;
    private final int weight;
    private final List<Expression> column;
    private final List<Expression> carries = new ArrayList<>();

    private PopulationCountVerilog(ModuleBuilder m, int weight, List<Expression> column) {
        this.m = m;
        this.weight = weight;
        this.column = new ArrayList<>(column);
    }

    static HdlModule module(int inputs) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_population_count_n" + inputs,
                "Population count: how many of " + inputs + " bits are 1, by full and half adders.",
                "Latency: none, it is combinational.");
        Signal lanes = m.input("lanes", inputs);
        Signal count = m.output("count", Widths.toHold(inputs));
        List<Expression> column = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            column.add(lanes.bit(i));
        }
        List<Expression> result = new ArrayList<>();
        for (int bit = 0; bit < count.width(); bit++) {
            m.section("Column of weight " + (1 << bit) + ": its adders hand their carries to the next.");
            PopulationCountVerilog one = new PopulationCountVerilog(m, 1 << bit, column);
            result.add(one.reduced());
            column = one.carries;
        }
        m.require(column.isEmpty(), "the highest column has no carry");
        m.assign(count, Expression.lowestFirst(result));
        return m.build();
    }

    /** The column's one bit of the result. */
    private Expression reduced() {
        int adder = 0;
        while (column.size() > 1) {
            String suffix = weight + "_" + adder++;
            Expression a = column.remove(0);
            Expression b = column.remove(0);
            if (column.isEmpty()) {
                column.add(m.wire("sum_" + suffix, a.xor(b)));
                carries.add(m.wire("carry_" + suffix, a.and(b)));
            } else {
                Expression c = column.remove(0);
                Signal half = m.wire("half_" + suffix, a.xor(b));
                column.add(m.wire("sum_" + suffix, half.xor(c)));
                carries.add(m.wire("carry_" + suffix, a.and(b).or(half.and(c))));
            }
        }
        return column.get(0);
    }
}
