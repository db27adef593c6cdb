package tessera.hdl.emit;

/** A port, wire or register of one module, made by its {@link ModuleBuilder}; equal only to itself. */
public final class Signal implements Expression.Named {
    /** What drives it. */
    public enum Kind {
        INPUT,
        OUTPUT,
        WIRE,
        REGISTER
    }

    private final String moduleName;
    private final String name;
    private final int width;
    private final Kind kind;

    Signal(String moduleName, String name, int width, Kind kind) {
        this.moduleName = moduleName;
        this.name = Names.checkedSignal(moduleName, name);
        this.width = width;
        this.kind = kind;
        if (width < 1) {
            throw new NetlistException(moduleName, name + " is " + width + " bits wide; at least 1 is needed");
        }
        if ((kind == Kind.REGISTER) != name.endsWith("_q")) {
            throw new NetlistException(moduleName, name + ": registers, and only they, end in _q");
        }
    }

    @Override
    public String moduleName() {
        return moduleName;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int width() {
        return width;
    }

    public Kind kind() {
        return kind;
    }

    /** Bits high to low, both inclusive; the signal itself when that is all of it. */
    public Expression bits(int high, int low) {
        return low == 0 && high == width - 1 ? this : new Slice(this, high, low);
    }

    public Expression bit(int index) {
        return bits(index, index);
    }

    /** Lane {@code index} of a vector of lanes of {@code laneBits} bits, lane 0 lowest. */
    public Expression lane(int index, int laneBits) {
        return bits((index + 1) * laneBits - 1, index * laneBits);
    }
}
