package tessera.viz.table;

/**
 * One column of a {@link Table}.
 *
 * @param key {@code snake_case} name with the unit in it, as JSON and CSV print it
 * @param header what a person reads, without the unit
 * @param unit unit as a person reads it, empty for a count or a text
 * @param description one sentence, for tooltips and docs
 */
public record Column(String key, String header, String unit, String description) {
    public Column {
        if (!key.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("column key '" + key + "' is not snake_case");
        }
    }

    public static Column of(String key, String header) {
        return new Column(key, header, "", "");
    }

    public static Column of(String key, String header, String unit) {
        return new Column(key, header, unit, "");
    }
}
