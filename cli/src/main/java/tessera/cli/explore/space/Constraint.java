package tessera.cli.explore.space;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.models.config.ConfigNode;

/**
 * A limit on one figure of a point: {@code area_mm2 <= 20}.
 *
 * @param figure name of the figure
 * @param isUpper whether the figure must not be above (else: below) the limit
 * @param isStrict whether the limit itself is out too
 * @param limit in the figure's unit
 */
public record Constraint(String figure, boolean isUpper, boolean isStrict, double limit) {
    private static final Pattern TEXT = Pattern.compile("([a-z_0-9]+)\\s*(<=|<|>=|>)\\s*(\\S+)");

    /** Reads {@code figure <= number} (also {@code <, >=, >}); the figure must be one of {@code figures}. */
    static Constraint of(ConfigNode node, List<String> figures) {
        String text = node.value() instanceof ConfigNode.Scalar scalar ? scalar.text() : "";
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw node.wrong("a figure, <= or >=, and a number, such as area_mm2 <= 20");
        }
        SpaceReader.mustBeOneOf(node, "figure", parts.group(1), figures);
        String sign = parts.group(2);
        double limit = ValueList.number(parts.group(3));
        if (Double.isNaN(limit)) {
            throw node.wrong("a number behind " + sign + ", in the unit that the figure's name ends with");
        }
        return new Constraint(parts.group(1), sign.startsWith("<"), sign.length() == 1, limit);
    }

    /** Whether no value can keep to both. */
    boolean contradicts(Constraint other) {
        if (!figure.equals(other.figure) || isUpper == other.isUpper) {
            return false;
        }
        double upper = isUpper ? limit : other.limit;
        double lower = isUpper ? other.limit : limit;
        return lower > upper || (lower == upper && (isStrict || other.isStrict));
    }

    /** Whether a value keeps to it; NaN does not. */
    public boolean holds(double value) {
        double distance = slack(value);
        return isStrict ? distance > 0 : distance >= 0;
    }

    /** How far a value is on the good side of the limit, in the figure's unit; negative where it breaks it. */
    public double slack(double value) {
        return isUpper ? limit - value : value - limit;
    }

    @Override
    public String toString() {
        return figure + (isUpper ? " <" : " >") + (isStrict ? " " : "= ") + limit;
    }
}
