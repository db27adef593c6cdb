package tessera.sim.stat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import tessera.sim.kernel.SimulationException;
import tessera.traces.check.Nearest;
import tessera.traces.json.Json;

/**
 * A node of the statistics tree: usually one per component. Names are {@code snake_case} and unique in their group;
 * dumps come in the order of declaration, a group's own statistics before its children.
 *
 * <pre>{@code
 * StatGroup stats = machineStats.group("qk");
 * Counter macs = stats.counter("macs", Unit.COUNT, "multiply-accumulates done");
 * Ledger<Activity> cycles = stats.ledger("cycles", "cycles of the QK unit", Activity.values());
 * stats.ratio("utilization", "share of cycles with work", () -> cycles.cycles(Activity.BUSY), cycles::total);
 * }</pre>
 */
public final class StatGroup {
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private final String path;
    private final Map<String, Stat> stats = new LinkedHashMap<>();
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private final Map<String, StatGroup> groups = new LinkedHashMap<>();
    /** 0: that of the parent. */
    private long ownPeriodFs;

    /** The root of a tree; its name is the first part of every path. */
    public StatGroup(String name) {
        this.path = checked(name, "the root");
    }

    private StatGroup(StatGroup parent, String name) {
        this.path = parent.path + "." + name;
    }

    /** A new group inside this one. */
    public StatGroup group(String name) {
        claim(name);
        StatGroup child = new StatGroup(this, name);
        groups.put(name, child);
        return child;
    }

    public Counter counter(String name, Unit unit, String description) {
        return add(new Counter(name, unit, description));
    }

    public Maximum maximum(String name, Unit unit, String description) {
        return add(new Maximum(name, unit, description));
    }

    /** See {@link Histogram} for the buckets. */
    public Histogram histogram(String name, Unit unit, String description, long bucketWidth, int bucketCount) {
        return add(new Histogram(name, unit, description, bucketWidth, bucketCount));
    }

    /** A whole number computed at dump. */
    public Formula derived(String name, Unit unit, String description, LongSupplier formula) {
        return add(new Formula(name, unit, description, formula::getAsLong));
    }

    /** A real number computed at dump. */
    public Formula formula(String name, Unit unit, String description, DoubleSupplier formula) {
        return add(new Formula(name, unit, description, formula::getAsDouble));
    }

    /** A quotient of two whole numbers of one unit, computed at dump; NaN (JSON: null) when the divisor is 0. */
    public Formula ratio(String name, String description, LongSupplier dividend, LongSupplier divisor) {
        return formula(name, Unit.RATIO, description, () -> {
            long by = divisor.getAsLong();
            return by == 0 ? Double.NaN : (double) dividend.getAsLong() / by;
        });
    }

    /** See {@link Ledger}; the first cause is the one at cycle 0. */
    public <E extends Enum<E>> Ledger<E> ledger(String name, String description, E[] causes) {
        Track track = new Track();
        Ledger<E> ledger = add(new Ledger<>(name, description, causes, track));
        tracks.put(name, track);
        return ledger;
    }

    /** A line of the timeline that is not a statistic; it does not appear in dumps. */
    public Track track(String name) {
        claim(name);
        Track track = new Track();
        tracks.put(name, track);
        return track;
    }

    /** For a part on a clock of its own: the period that its cycles, and those of its children, have on a timeline. */
    public StatGroup clockedAt(long periodFs) {
        ownPeriodFs = periodFs;
        return this;
    }

    /**
     * Sends the intervals of this group and its children to a timeline; call it before the run.
     *
     * @param periodFs femtoseconds a cycle, where no {@link #clockedAt} says otherwise
     */
    public void attach(Timeline timeline, long periodFs) {
        long period = ownPeriodFs == 0 ? periodFs : ownPeriodFs;
        tracks.forEach((name, track) -> track.attach(timeline, path + "." + name, period));
        groups.values().forEach(group -> group.attach(timeline, period));
    }

    /** Every value of this group and its children. */
    public List<StatLine> lines() {
        List<StatLine> lines = new ArrayList<>();
        stats.forEach((name, stat) -> lines.addAll(stat.lines(path + "." + name)));
        groups.values().forEach(group -> lines.addAll(group.lines()));
        return lines;
    }

    /** The value at a path relative to this group, such as {@code "qk.cycles.busy"}. */
    public Number value(String relativePath) {
        String wanted = path + "." + relativePath;
        List<String> paths = new ArrayList<>();
        for (StatLine line : lines()) {
            if (line.path().equals(wanted)) {
                return line.value();
            }
            paths.add(line.path());
        }
        throw new SimulationException("there is no statistic '" + wanted + "'" + Nearest.hint(wanted, paths));
    }

    /** One line per value: {@code a.b.c value # description (unit)}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (StatLine line : lines()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** Nested objects along the paths; each value is {@code {"value", "unit", "description"}}. */
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        for (StatLine line : lines()) {
            insert(root, line);
        }
        return Json.pretty(root);
    }

    @SuppressWarnings("unchecked")
    private static void insert(Map<String, Object> root, StatLine line) {
        Map<String, Object> node = root;
        for (String name : line.path().split("\\.")) {
            node = (Map<String, Object>) node.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
        }
        boolean isNumber = !Double.isNaN(line.value().doubleValue());
        node.put("value", isNumber ? line.value() : null);
        node.put("unit", line.unit().text());
        node.put("description", line.description());
    }

    private <S extends Stat> S add(S stat) {
        claim(stat.name());
        if (stat.description().isBlank()) {
            throw new SimulationException("statistic '" + path + "." + stat.name() + "' has no description");
        }
        stats.put(stat.name(), stat);
        return stat;
    }

    private void claim(String name) {
        checked(name, path);
        if (stats.containsKey(name) || groups.containsKey(name) || tracks.containsKey(name)) {
            throw new SimulationException("group '" + path + "' has two members named '" + name + "'");
        }
    }

    private static String checked(String name, String where) {
        if (!SNAKE_CASE.matcher(name).matches()) {
            throw new SimulationException("name '" + name + "' in " + where + ", must be snake_case");
        }
        return name;
    }
}
