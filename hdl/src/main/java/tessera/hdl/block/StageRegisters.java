package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;

/** Payload registers that are loaded together, when a stage takes a beat. */
final class StageRegisters {
    private final ModuleBuilder m;
    private final List<Statement> updates = new ArrayList<>();

    StageRegisters(ModuleBuilder m) {
        this.m = m;
    }

    /** A register {@code name} (ending in _q) that is loaded with this value. */
    Signal hold(String name, Expression next) {
        Signal register = m.register(name, next.width());
        updates.add(set(register, next));
        return register;
    }

    /** A register that exists already is loaded with this value too. */
    void load(Signal register, Expression next) {
        updates.add(set(register, next));
    }

    /** Loads them all at clock edges at which the stage takes a beat. */
    void loadWhen(Expression take) {
        m.clocked(when(take, updates));
    }
}
