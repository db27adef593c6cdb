package tessera.cli.explore;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.models.gna.TileShape;
import tessera.models.gpu.Dtype;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.Labels;
import tessera.models.gpu.Pass;
import tessera.models.gpu.Schedule;
import tessera.models.gpu.TilePair;
import tessera.sim.attend.KernelChoice;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** Parameters {@code kernel.KEY} of a space: what {@code tessera gna --gpu} is told about the kernel. */
final class KernelTargets {
    static final String PREFIX = "kernel.";

    private static final String NAME = "name";
    private static final String SCHEDULE = "schedule";
    private static final String QUERY_TILE = "query_tile";
    private static final String KV_TILE = "kv_tile";
    private static final String DTYPE = "dtype";
    private static final String ANY_TILE = "allow_any_tile";
    private static final List<String> KEYS = List.of(NAME, SCHEDULE, QUERY_TILE, KV_TILE, DTYPE, ANY_TILE);
    private static final String TILE = "[1-9][0-9]{0,8}(x[1-9][0-9]{0,8}){0,2}";

    private KernelTargets() {}

    /** Refuses an unknown key, and values that no kernel has. */
    static void check(String target, String value) {
        String key = target.substring(PREFIX.length());
        switch (key) {
            case NAME -> mustBeOneOf("kernel", value, Kernels.names());
            case SCHEDULE -> Labels.find("schedule", value, Schedule.values(), Schedule::label);
            case DTYPE -> Labels.find("dtype", value, Dtype.values(), Dtype::label);
            case QUERY_TILE, KV_TILE -> tile(key, value);
            case ANY_TILE -> isYes(value);
            default ->
                throw new InputException("there is no " + target + "; expected one of " + PREFIX
                        + String.join(", " + PREFIX, KEYS) + Nearest.hint(key, KEYS));
        }
    }

    private static void mustBeOneOf(String kind, String value, List<String> known) {
        if (!known.contains(value)) {
            throw Nearest.unknown(kind, value, known);
        }
    }

    private static boolean isYes(String value) {
        return switch (value) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new InputException(PREFIX + ANY_TILE + ": expected true or false, got '" + value + "'");
        };
    }

    private static TileShape tile(String key, String value) {
        if (!value.matches(TILE)) {
            throw new InputException(
                    PREFIX + key + ": expected tokens per axis joined by x, such as 16x8, got '" + value + "'");
        }
        return TileShape.of(
                Arrays.stream(value.split("x", -1)).mapToInt(Integer::parseInt).toArray());
    }

    /** The choice that assignments {@code kernel.KEY=VALUE} make; others are passed over. */
    static KernelChoice choice(String gpu, List<String> assignments, boolean isChosen) {
        Map<String, String> set = new HashMap<>();
        for (String assignment : assignments) {
            if (assignment.startsWith(PREFIX)) {
                int equals = assignment.indexOf('=');
                set.put(assignment.substring(PREFIX.length(), equals), assignment.substring(equals + 1));
            }
        }
        if (!isChosen) {
            return KernelChoice.USUAL;
        }
        GpuQuery query = new GpuQuery(
                gpu,
                set.getOrDefault(NAME, ""),
                set.getOrDefault(SCHEDULE, ""),
                "",
                Labels.find("dtype", set.getOrDefault(DTYPE, Dtype.FP16.label()), Dtype.values(), Dtype::label),
                1,
                1,
                1,
                Pass.FORWARD,
                0,
                isYes(set.getOrDefault(ANY_TILE, "false")));
        return new KernelChoice(query, tiles(set), true);
    }

    private static Optional<TilePair> tiles(Map<String, String> set) {
        if (set.containsKey(QUERY_TILE) != set.containsKey(KV_TILE)) {
            throw new InputException("expected both " + PREFIX + QUERY_TILE + " and " + PREFIX + KV_TILE
                    + " or neither (then the kernel's default tiles are taken), got one of them");
        }
        return set.containsKey(KV_TILE)
                ? Optional.of(new TilePair(tile(QUERY_TILE, set.get(QUERY_TILE)), tile(KV_TILE, set.get(KV_TILE))))
                : Optional.empty();
    }
}
