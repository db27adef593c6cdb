package tessera.hdl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.hdl.emit.Expression.Literal;

/** Every rule of the netlist, each with the whole message that its author gets. */
class ModuleBuilderTest {
    private ModuleBuilder m;
    private Signal a3;
    private Signal b4;

    @BeforeEach
    void makeModule() {
        m = new ModuleBuilder("tsr_m", "Test.");
        a3 = m.input("a", 3);
        b4 = m.input("b", 4);
    }

    @Test
    void operandsMustBeEquallyWide() {
        assertRefused(
                "operands of + must be equally wide, but `a` is 3 bits wide and `b` is 4 bits wide", () -> a3.plus(b4));
        assertRefused(
                "operands of == must be equally wide, but `a[1]` is 1 bit wide and `b & 4'd3` is 4 bits wide",
                () -> a3.bit(1).equalTo(b4.and(Literal.of(3, 4))));
    }

    @Test
    void choicesNeedOneBitAndEqualSides() {
        assertRefused("a condition must be 1 bit wide, but `a` is 3 bits wide", () -> a3.choose(b4, b4));
        assertRefused(
                "both sides of a choice must be equally wide, but `a` is 3 bits wide and `b` is 4 bits wide",
                () -> a3.any().choose(a3, b4));
        assertRefused("a condition must be 1 bit wide, but `b` is 4 bits wide", () -> Statement.when(b4));
    }

    @Test
    void slicesStayInsideTheirSignal() {
        assertRefused("bits [3:1] of a, which is 3 bits wide", () -> a3.bits(3, 1));
        assertRefused("bits [1:2] of b, which is 4 bits wide", () -> b4.bits(1, 2));
    }

    @Test
    void nothingIsCutSilently() {
        assertRefused("`b` is 4 bits wide, cannot extend to 3", () -> b4.extended(3));
        Signal out = m.output("out", 4);
        assertRefused("out is 4 bits wide, but `a` is 3 bits wide", () -> m.assign(out, a3));
        m.clock();
        Signal q = m.register("x_q", 2);
        assertRefused("register x_q is 2 bits wide, but `a` is 3 bits wide", () -> Statement.set(q, a3));
        assertEquals(
                "literal 8 does not fit in 3 bits",
                assertThrows(IllegalArgumentException.class, () -> Literal.of(8, 3))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"In", "in__x", "_in", "in-x", "2in", "in_", ""})
    void namesAreSnakeCase(String name) {
        assertRefused("illegal name '" + name + "': expected snake_case, such as in_valid", () -> m.input(name, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "logic", "priority", "new", "this", "top"})
    void reservedWordsAreRefusedNotRenamed(String name) {
        assertRefused("illegal name '" + name + "': reserved in Verilog, SystemVerilog or C++", () -> m.input(name, 1));
    }

    @Test
    void aNameIsTakenOnce() {
        assertRefused("the name 'a' is taken", () -> m.wire("a", b4));
    }

    @Test
    void onlyRegistersEndInQ() {
        assertRefused("x_q: registers, and only they, end in _q", () -> m.wire("x_q", a3));
        assertRefused("x: registers, and only they, end in _q", () -> m.register("x", 1));
    }

    @Test
    void everythingHasOneDriver() {
        Signal out = m.output("out", 3);
        m.assign(out, a3);
        assertRefused("out has a second driver", () -> m.assign(out, a3));
        assertRefused("a is an INPUT and cannot be assigned", () -> m.assign(a3, a3));
        m.wire("loose", 1);
        m.clock();
        m.register("still_q", 1);
        assertRefused("never driven: loose, still_q", m::build);
    }

    @Test
    void neverReadBitsAreTheAuthorsError() {
        m.wire("unused", a3.any());
        m.constant("LEVEL", 2, 2);
        m.assign(m.output("out", 2), b4.bits(2, 1));
        assertRefused("never read: b bit 0, unused, LEVEL", m::build);
    }

    @Test
    void claimsDoNotCountAsReading() {
        m.clock();
        m.reset();
        m.claim("a is small", a3.lessThan(Literal.of(7, 3)));
        m.assign(m.output("out", 4), b4);
        assertRefused("never read: a, clk, rst", m::build);
    }

    @Test
    void aRegisterBelongsToOneClockedBlock() {
        assertRefused("a clocked block needs clock() among the ports", () -> m.clocked());
        m.clock();
        Signal q = m.register("x_q", 3);
        m.clocked(Statement.set(q, a3));
        assertRefused("x_q has a second driver", () -> m.clocked(Statement.set(q, a3)));
        assertRefused("a is no register, it cannot be set at a clock edge", () -> Statement.set(a3, a3));
    }

    @Test
    void signalsStayInTheirModule() {
        Signal foreign = new ModuleBuilder("tsr_other", "Other.").input("c", 3);
        assertRefused("c belongs to module tsr_other", () -> m.wire("x", foreign.and(a3)));
    }

    @Test
    void instancesConnectEveryPortAtItsWidth() {
        HdlModule inner = inverter(3);
        Signal out = m.wire("out", 3);
        assertRefused(
                "instance i leaves port y of tsr_inverter_w3 unconnected",
                () -> m.instance("i", inner, Map.of("x", a3)));
        assertRefused(
                "instance j: port x is 3 bits wide, but `b` is 4 bits wide",
                () -> m.instance("j", inner, Map.of("x", b4, "y", out)));
        assertRefused(
                "instance k: output y must drive a wire or an output",
                () -> m.instance("k", inner, Map.of("x", a3, "y", a3.not())));
        NetlistException unknown =
                assertThrows(NetlistException.class, () -> m.instance("n", inner, Map.of("x", a3, "y", out, "z", a3)));
        assertEquals("module tsr_inverter_w3: no port 'z'; it has x, y", unknown.getMessage());
    }

    @Test
    void parameterRulesStopTheGenerator() {
        assertRefused(
                "parameter rule broken: lanes is a power of two", () -> m.require(false, "lanes is a power of two"));
    }

    @Test
    void oneNameMeansOneText() {
        m.instance("i", inverter(3), Map.of("x", a3, "y", m.output("y", 3)));
        ModuleBuilder impostor = new ModuleBuilder("tsr_inverter_w3", "Something else.");
        impostor.assign(impostor.output("y", 4), impostor.input("x", 4));
        m.instance("j", impostor.build(), Map.of("x", b4, "y", m.output("z", 4)));
        NetlistException e = assertThrows(NetlistException.class, () -> Design.of(m.build()));
        assertEquals("module tsr_inverter_w3: two different modules have this name", e.getMessage());
    }

    static HdlModule inverter(int width) {
        ModuleBuilder inner = new ModuleBuilder("tsr_inverter_w" + width, "Inverts.");
        Signal x = inner.input("x", width);
        inner.assign(inner.output("y", width), x.not());
        return inner.build();
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(
                "module tsr_m: " + message,
                assertThrows(NetlistException.class, call).getMessage());
    }
}
