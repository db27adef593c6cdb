package tessera.models.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.gna.KvTiling;
import tessera.traces.check.InputException;

/** {@link KernelSpec} from two YAML files: how the kernel is organised, and its constants. */
final class KernelReader {
    private static final int MOST_HEAD_DIM = 1 << 12;

    private KernelReader() {}

    static KernelSpec read(String variant, ConfigNode organisation, ConfigNode calibration) {
        ConfigSection kernel = organisation.section(
                "name",
                "title",
                "role",
                "architectures",
                "tensor_instructions",
                "kv_tiling",
                "mask_scope",
                "permutes_tokens",
                "dtypes",
                "head_dims",
                "passes",
                "schedules",
                "warpgroups",
                "stages",
                "ctas_per_sm",
                "tiles");
        boolean isDense = choice(kernel, "role", "dense", "neighborhood");
        return new KernelSpec(
                kernel.text("name"),
                variant,
                kernel.text("title"),
                labels(kernel, "architectures", Architecture.values(), Architecture::label),
                isDense,
                choice(kernel, "tensor_instructions", "mma_sync", "warpgroup"),
                kernel.choice("kv_tiling", KvTiling.class),
                choice(kernel, "mask_scope", "tile", "launch"),
                kernel.flag("permutes_tokens"),
                labels(kernel, "dtypes", Dtype.values(), Dtype::label),
                headDims(kernel.text("head_dims"), kernel.node("head_dims")),
                labels(kernel, "passes", Pass.values(), Pass::label),
                labels(kernel, "schedules", Schedule.values(), Schedule::label),
                kernel.count("warpgroups", 1, 16),
                kernel.count("stages", 1, 64),
                kernel.count("ctas_per_sm", 1, 32),
                isDense ? tiles(kernel) : List.of(),
                calibration(calibration));
    }

    private static boolean choice(ConfigSection kernel, String key, String yes, String no) {
        return Labels.find(key, kernel.text(key), new Boolean[] {true, false}, flag -> flag ? yes : no);
    }

    private static <E> List<E> labels(ConfigSection kernel, String key, E[] constants, Function<E, String> label) {
        return words(kernel.text(key)).stream()
                .map(word -> Labels.find(key, word, constants, label))
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }

    /** {@code "32 64 128"} or {@code "8 to 128 step 8"}. */
    private static List<Integer> headDims(String text, ConfigNode node) {
        List<String> words = words(text);
        List<Integer> dims = new ArrayList<>();
        try {
            if (words.contains("to")) {
                int step = Integer.parseInt(words.get(4));
                for (int dim = Integer.parseInt(words.get(0)); dim <= Integer.parseInt(words.get(2)); dim += step) {
                    dims.add(dim);
                }
            } else {
                words.forEach(word -> dims.add(Integer.parseInt(word)));
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw node.wrong("head dimensions such as '32 64 128' or '8 to 128 step 8'");
        }
        if (dims.isEmpty() || dims.stream().anyMatch(dim -> dim < 1 || dim > MOST_HEAD_DIM)) {
            throw node.wrong("head dimensions from 1 to " + MOST_HEAD_DIM);
        }
        return dims;
    }

    /** A list of mappings with the keys up_to_head_dim, query_tile, kv_tile. */
    private static List<KernelSpec.DenseTile> tiles(ConfigSection kernel) {
        if (!(kernel.node("tiles").value() instanceof ConfigNode.Items items)) {
            throw kernel.node("tiles").wrong("a list of tiles by head dimension");
        }
        return items.items().stream()
                .map(item -> {
                    ConfigSection tile = item.section("up_to_head_dim", "query_tile", "kv_tile");
                    return new KernelSpec.DenseTile(
                            tile.count("up_to_head_dim", 1, MOST_HEAD_DIM),
                            tile.count("query_tile", 1, MOST_HEAD_DIM),
                            tile.count("kv_tile", 1, MOST_HEAD_DIM));
                })
                .toList();
    }

    private static Calibration calibration(ConfigNode root) {
        ConfigSection file = root.section(List.of("kernel", "constants"), List.of("fits"));
        ConfigSection constants = file.node("constants").section(KernelConstants.NAMES.toArray(String[]::new));
        double[] values = KernelConstants.NAMES.stream()
                .mapToDouble(name -> constants.number(name, 0, 1e6))
                .toArray();
        List<Calibration.Fit> fits = new ArrayList<>();
        if (file.has("fits")) {
            if (!(file.node("fits").value() instanceof ConfigNode.Items items)) {
                throw file.node("fits").wrong("a list of fits");
            }
            for (ConfigNode item : items.items()) {
                ConfigSection fit = item.section("constant", "value", "residual_percent", "row");
                fits.add(new Calibration.Fit(
                        fit.text("constant"),
                        fit.number("value", 0, 1e9),
                        fit.number("residual_percent", -100, 1e4),
                        fit.text("row")));
            }
        }
        if (values[0] <= 0 || values[0] > 1) {
            throw new InputException(
                    root.file() + ": mma_efficiency = " + values[0] + ", must be above 0 and at most 1");
        }
        return new Calibration(KernelConstants.of(values), fits);
    }
}
