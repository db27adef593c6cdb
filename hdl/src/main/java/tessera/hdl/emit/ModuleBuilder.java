package tessera.hdl.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds one module. Order of calls is order of text; a thing must be made before it is used, as in Verilog. Every rule
 * that a call can break is checked in that call, the rest (drivers, never-read bits) in {@link #build}.
 */
public final class ModuleBuilder {
    private final String moduleName;
    private final List<String> header;
    private final List<Signal> ports = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<Signal> driven = new HashSet<>();
    private Optional<Signal> clock = Optional.empty();
    private Optional<Signal> reset = Optional.empty();

    /** A module of this name whose file starts with these comment lines. */
    public ModuleBuilder(String name, String... header) {
        this.moduleName = Names.checkedModule(name);
        this.header = List.of(header);
    }

    /** The generator's own precondition, stated where it matters: a broken one never becomes Verilog. */
    public void require(boolean holds, String rule) {
        if (!holds) {
            throw new NetlistException(moduleName, "parameter rule broken: " + rule);
        }
    }

    /** The port {@code clk}; every clocked block runs on its rising edge. */
    public Signal clock() {
        Signal port = clock.orElseGet(() -> input("clk", 1));
        clock = Optional.of(port);
        return port;
    }

    /** The port {@code rst}: synchronous, active high. */
    public Signal reset() {
        Signal port = reset.orElseGet(() -> input("rst", 1));
        reset = Optional.of(port);
        return port;
    }

    public Signal input(String name, int width) {
        return port(new Signal(moduleName, name, width, Signal.Kind.INPUT));
    }

    /** An output; drive it with {@link #assign} or an instance. */
    public Signal output(String name, int width) {
        return port(new Signal(moduleName, name, width, Signal.Kind.OUTPUT));
    }

    /** A wire and its driver. */
    public Signal wire(String name, Expression driver) {
        checkKnown(driver);
        Signal signal = named(new Signal(moduleName, name, driver.width(), Signal.Kind.WIRE));
        drive(signal);
        items.add(new Item.Declared(signal, Optional.of(driver)));
        return signal;
    }

    /** A wire that {@link #assign} or an instance drives later. */
    public Signal wire(String name, int width) {
        Signal signal = named(new Signal(moduleName, name, width, Signal.Kind.WIRE));
        items.add(new Item.Declared(signal, Optional.empty()));
        return signal;
    }

    /** A register, its name ending in {@code _q}; set it in one {@link #clocked} block. */
    public Signal register(String name, int width) {
        Signal signal = named(new Signal(moduleName, name, width, Signal.Kind.REGISTER));
        items.add(new Item.Declared(signal, Optional.empty()));
        return signal;
    }

    public Constant constant(String name, long value, int width) {
        Constant constant = new Constant(moduleName, name, value, width);
        claimName(name);
        items.add(new Item.Named(constant));
        return constant;
    }

    /** Drives an output or a wire that has no driver yet. */
    public void assign(Signal target, Expression value) {
        checkKnown(value);
        if (target.kind() == Signal.Kind.INPUT || target.kind() == Signal.Kind.REGISTER) {
            throw wrong(target.name() + " is an " + target.kind() + " and cannot be assigned");
        }
        if (target.width() != value.width()) {
            throw wrong(target.name() + " is " + target.width() + " bits wide, but " + Origin.sized(value));
        }
        drive(target);
        items.add(new Item.Assigned(target, value));
    }

    /** Statements at the rising clock edge; a register belongs to one block only. */
    public void clocked(Statement... statements) {
        clocked(List.of(statements));
    }

    /** Statements at the rising clock edge; a register belongs to one block only. */
    public void clocked(List<Statement> statements) {
        if (clock.isEmpty()) {
            throw wrong("a clocked block needs clock() among the ports");
        }
        Set<Signal> set = new HashSet<>();
        Walk.statements(statements, registerSet -> set.add(registerSet.register()), this::checkKnown);
        set.forEach(this::drive);
        items.add(new Item.Clocked(clock.get(), statements));
    }

    /**
     * Another module inside this one.
     *
     * @param connections port name to expression for each input, to a wire or output of this module for each output;
     *     every port of the inner module must be named
     */
    public void instance(String name, HdlModule module, Map<String, ? extends Expression> connections) {
        claimName(Names.checkedSignal(moduleName, name));
        Map<Signal, Expression> ordered = new LinkedHashMap<>();
        for (Signal port : module.ports()) {
            Expression connected = connections.get(port.name());
            if (connected == null) {
                throw wrong(
                        "instance " + name + " leaves port " + port.name() + " of " + module.name() + " unconnected");
            }
            if (connected.width() != port.width()) {
                throw wrong("instance " + name + ": port " + port.name() + " is " + port.width() + " bits wide, but "
                        + Origin.sized(connected));
            }
            checkKnown(connected);
            if (port.kind() == Signal.Kind.OUTPUT) {
                if (!(connected instanceof Signal target) || target.kind() == Signal.Kind.REGISTER) {
                    throw wrong("instance " + name + ": output " + port.name() + " must drive a wire or an output");
                }
                drive(target);
            }
            ordered.put(port, connected);
        }
        for (String given : connections.keySet()) {
            module.port(given);
        }
        items.add(new Item.Instance(name, module, ordered));
    }

    /** Starts a paragraph of the text with this comment. */
    public void section(String comment) {
        items.add(new Item.Section(comment));
    }

    /** A claim checked at every clock edge outside reset in simulation and formal runs; reads made here do not count. */
    public void claim(String meaning, Expression condition) {
        checkKnown(condition);
        if (condition.width() != 1 || clock.isEmpty() || reset.isEmpty()) {
            throw wrong("claim '" + meaning + "' needs a 1-bit condition and the ports clk and rst");
        }
        items.add(new Item.Claim(meaning, condition));
    }

    /**
     * Says that these bits of a signal are meant to be ignored, such as the low bits of a product that is cut. The name of
     * the wire that reads them starts with {@code unused_}, which lint tools accept.
     */
    public void ignore(String name, Expression bits) {
        checkKnown(bits);
        Signal signal = named(new Signal(moduleName, "unused_" + name, 1, Signal.Kind.WIRE));
        drive(signal);
        items.add(new Item.Declared(signal, Optional.of(bits.any())));
    }

    MemoryArray array(String name, int depth, int wordBits) {
        MemoryArray array = new MemoryArray(moduleName, name, depth, wordBits);
        claimName(name);
        items.add(new Item.Array(array));
        return array;
    }

    /** The finished module; undriven signals and never-read bits are errors that name them all. */
    public HdlModule build() {
        HdlModule module = new HdlModule(moduleName, header, ports, items);
        List<String> undriven = new ArrayList<>();
        for (Signal signal : Walk.signals(module)) {
            if (signal.kind() != Signal.Kind.INPUT && !driven.contains(signal)) {
                undriven.add(signal.name());
            }
        }
        if (!undriven.isEmpty()) {
            throw wrong("never driven: " + String.join(", ", undriven));
        }
        ReadCheck.check(module);
        return module;
    }

    private Signal port(Signal signal) {
        named(signal);
        ports.add(signal);
        return signal;
    }

    private Signal named(Signal signal) {
        claimName(signal.name());
        return signal;
    }

    private void claimName(String name) {
        if (!names.add(name)) {
            throw wrong("the name '" + name + "' is taken");
        }
    }

    private void drive(Signal signal) {
        checkOwn(signal);
        if (!driven.add(signal)) {
            throw wrong(signal.name() + " has a second driver");
        }
    }

    private void checkKnown(Expression expression) {
        Walk.named(expression, this::checkOwn);
    }

    private void checkOwn(Expression.Named named) {
        if (!named.moduleName().equals(moduleName)) {
            throw wrong(named.name() + " belongs to module " + named.moduleName());
        }
    }

    private NetlistException wrong(String message) {
        return new NetlistException(moduleName, message);
    }
}
