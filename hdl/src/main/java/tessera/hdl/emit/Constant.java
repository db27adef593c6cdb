package tessera.hdl.emit;

/** A named constant of one module ({@code localparam}), made by its {@link ModuleBuilder}; equal only to itself. */
public final class Constant implements Expression.Named {
    private final String moduleName;
    private final String name;
    private final Literal value;

    Constant(String moduleName, String name, long value, int width) {
        this.moduleName = moduleName;
        this.name = Names.checkedConstant(moduleName, name);
        this.value = Literal.of(value, width);
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
        return value.width();
    }

    Literal value() {
        return value;
    }
}
