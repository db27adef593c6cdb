package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tessera.cli.explore.GeneratedUnits.Unit;
import tessera.hdl.block.Blocks;
import tessera.hdl.synth.Synthesis;
import tessera.hdl.tool.Tool;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;

class GeneratedUnitsTest {
    private static SpAttenParams machine(String... overrides) {
        return Machines.load("spatten-hpca21", List.of(overrides)).spAtten();
    }

    private static Map<String, String> settings(Unit unit) {
        return unit.settings().stream()
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static int sum(List<Unit> units, String block, String key) {
        return units.stream()
                .filter(unit -> unit.block().equals(block))
                .mapToInt(unit -> unit.count() * Integer.parseInt(settings(unit).get(key)))
                .sum();
    }

    /** Multipliers, lanes and engines of the machine are all there, and no block is asked for what it cannot be. */
    @Test
    void copiesAddUpToTheMachine() {
        Random random = new Random(20261122);
        for (int i = 0; i < 200; i++) {
            int multipliers = 1 << (4 + random.nextInt(7));
            int lanes = 1 + random.nextInt(40);
            int ports = 1 << random.nextInt(6);
            int headDim = List.of(32, 64, 128).get(random.nextInt(3));
            int engines = 1 + random.nextInt(3);
            SpAttenParams machine = machine(
                    "multiplier_count=" + multipliers,
                    "softmax.lanes=" + lanes,
                    "fetch.port_count=" + ports,
                    "top_k.engine_count=" + engines,
                    "top_k.engine=" + (random.nextBoolean() ? "radix" : "quick_select"));
            String seen = "seed 20261122, case " + i + ": multipliers " + multipliers + ", lanes " + lanes + ", ports "
                    + ports + ", head_dim " + headDim;
            List<Unit> units = GeneratedUnits.of(machine, headDim);
            units.forEach(unit -> Blocks.named(unit.block()).instance(unit.settings()));
            // Sizes are powers of two, so that whole vectors use every multiplier.
            assertEquals(multipliers, sum(units, "dot-product", "head_dim"), seen);
            assertEquals(multipliers, sum(units, "prob-value", "head_dim"), seen);
            assertEquals(2 * multipliers, sum(units, "bit-width-converter", "lanes"), seen);
            assertEquals(lanes, sum(units, "softmax", "lanes"), seen);
            assertEquals(16 * engines, sum(units, "top-k-radix", "lanes") + sum(units, "top-k-quick", "lanes"), seen);
            assertEquals(
                    ports > 1 ? 2 : 0,
                    units.stream()
                            .filter(unit -> unit.block().equals("crossbar"))
                            .count(),
                    seen);
        }
    }

    @Test
    void aUnitIsAsManyTransistorsAsItsCopies() {
        assumeTrue(Tool.YOSYS.find().isPresent() || "true".equals(System.getenv("CI")), Tool.YOSYS.missing());
        Unit unit = new Unit("query_key", "dot-product", List.of("head_dim=4", "query_bits=4", "key_bits=4"), 3);
        double one = Synthesis.run(
                        Blocks.named("dot-product").instance(unit.settings()).design(), Optional.empty())
                .whole()
                .size();
        assertTrue(one > 500, "four multipliers of 4 bits, got " + one);
        List<Double> sizes = new ArrayList<>();
        GeneratedUnits units = new GeneratedUnits();
        sizes.add(units.transistors(unit));
        sizes.add(units.transistors(unit));
        assertEquals(List.of(3 * one, 3 * one), sizes);
    }
}
