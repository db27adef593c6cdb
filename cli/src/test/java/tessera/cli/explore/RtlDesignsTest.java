package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tessera.cli.explore.DesignProbe.figure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.hdl.tool.Tool;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;

/** Points of a space against {@code tessera simulate FILE.csv --machine spatten-rtl --set …}. */
class RtlDesignsTest {
    private static final String PARAMETERS = """
            parameters:
              - {name: lines, set: num_bufline, powers_of_two: [16, 128]}
              - {name: multipliers, set: num_multipliers, powers_of_two: [64, 256]}
              - {name: downsample, set: bandwidth_downsample, powers_of_two: [2, 8]}
              - {name: lanes, set: topk_parallelism, range: {from: 1, to: 20, step: 1}}
              - {name: clock, set: clock, values: [500, 1000], unit: MHz}
              - {name: channels, set: source_channels, values: [8, 16]}
              - {name: ports, set: source_fetch_ports, values: [16, 32]}
              - {name: reset, set: reset_cycles, values: [5, 16]}
              - {name: handles, set: handles, values: [2, 16]}
              - {name: overhead, set: top_k_round_overhead_cycles, values: [0, 3]}
              - {name: requests, set: queues.requests, values: [4, 16]}
              - {name: contexts, set: queues.contexts, values: [2, 16]}
              - {name: addresses, set: queues.addresses, values: [2, 16]}
              - {name: outstanding, set: queues.outstanding, values: [2, 64]}
              - {name: responses, set: queues.responses, values: [16, 64]}
              - {name: buffer_reads, set: queues.buffer_reads, values: [4, 16]}
              - {name: port_reads, set: memory.outstanding_reads, values: [1, 16]}
              - {name: burst, set: memory.t_burst_cycles, values: [2, 4]}
              - {name: cas, set: memory.t_cas_cycles, values: [1, 7]}
              - {name: rcd, set: memory.t_rcd_cycles, values: [3, 7]}
              - {name: rp, set: memory.t_rp_cycles, values: [4, 7]}
              - {name: ras, set: memory.t_ras_cycles, values: [8, 17]}
              - {name: rc, set: memory.t_rc_cycles, values: [19, 30]}
              - {name: rtp, set: memory.t_rtp_cycles, values: [1, 3]}
              - {name: rrd_short, set: memory.t_rrd_short_cycles, values: [1, 2]}
              - {name: rrd_long, set: memory.t_rrd_long_cycles, values: [3, 6]}
              - {name: faw, set: memory.t_faw_cycles, values: [4, 15]}
              - {name: activate, set: memory.activate_command_cycles, values: [1, 2]}
            """;

    @TempDir
    private Path folder;

    private static Space space(String text) {
        return SpaceReader.of("space.yaml", text, DesignModels.FIGURES);
    }

    /** Rows that most of the machines above can take; one file in two says its top-k delays. */
    private Path workload(Random random, String name) throws IOException {
        boolean hasDelays = random.nextBoolean();
        StringBuilder text = new StringBuilder("key_fetch_num,quant_key_bit,if_requant,value_fetch_num,quant_value_bit"
                + (hasDelays ? ",top_k_latency_cycles" : "") + "\n");
        int rows = 1 + random.nextInt(5);
        for (int row = 0; row < rows; row++) {
            int keys = 1 + random.nextInt(60);
            int values = 1 + random.nextInt(keys);
            int bits = List.of(4, 8, 12).get(random.nextInt(3));
            text.append(keys).append(',').append(bits).append(',').append(random.nextBoolean() ? "True" : "False");
            text.append(',').append(values).append(",8").append(hasDelays ? "," + random.nextInt(40) : "");
            text.append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static CommandLineRun simulate(Path rows, List<String> assignments) {
        List<String> arguments = new ArrayList<>(
                List.of("simulate", rows.toString(), "--machine", "spatten-rtl", "--format", "json", "--quiet"));
        for (String assignment : assignments) {
            arguments.add("--set");
            arguments.add(assignment);
        }
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void pointsAreWhatSimulateSays() throws IOException {
        long seed = 21;
        Random random = new Random(seed);
        int compared = 0;
        int refused = 0;
        for (int file = 0; file < 12; file++) {
            Path one = workload(random, "one" + file + ".csv");
            Path other = workload(random, "other" + file + ".csv");
            Space space = space("name: all\nmachine: spatten-rtl\nworkloads:\n  - {trace: " + one
                    + ", weight: 3}\n  - {trace: " + other + "}\nobjectives: [latency_cycles]\n" + PARAMETERS);
            DesignModel designs = DesignModels.of(space);
            for (int i = 0; i < 8; i++) {
                long point = random.nextLong(space.grid().size());
                List<String> assignments = space.grid().assignments(point);
                String where = "seed " + seed + ", file " + file + ", point " + point + " " + assignments;
                CommandLineRun first = simulate(one, assignments);
                CommandLineRun second = simulate(other, assignments);
                Outcome bound = designs.evaluate(point, Level.BOUND);
                Outcome cycle = designs.evaluate(point, Level.CYCLE);
                if (first.exitCode() != 0 || second.exitCode() != 0) {
                    refused++;
                    assertEquals(Outcome.REFUSED, cycle.constraint(), where);
                    String message = first.exitCode() != 0 ? first.err() : second.err();
                    assertTrue(message.contains(designs.refusal(point)), message + where);
                    continue;
                }
                compared++;
                assertEquals("", designs.refusal(point), where);
                equal(Json.parse(first.out()), Json.parse(second.out()), bound, cycle, where);
            }
        }
        assertTrue(compared > 40 && refused > 10, compared + " compared, " + refused + " refused");
    }

    private static void equal(JsonNode first, JsonNode second, Outcome bound, Outcome cycle, String where) {
        assertEquals(weighted(first, second, "cycles"), figure(cycle, "latency_cycles"), where);
        assertEquals(weighted(first, second, "lower_bound_cycles"), figure(bound, "latency_cycles"), where);
        assertTrue(figure(bound, "latency_cycles") <= figure(cycle, "latency_cycles"), where);
        assertEquals(weighted(first, second, "dram_read_bytes"), figure(cycle, "dram_bytes"), where);
        assertEquals(figure(cycle, "dram_bytes"), figure(bound, "dram_bytes"), where);
        double energyPj = weighted(first, second, "energy_pj");
        assertEquals(energyPj, figure(cycle, "energy_pj"), 1e-9 * energyPj, where);
        assertTrue(figure(bound, "energy_pj") <= figure(cycle, "energy_pj"), where);
        assertEquals(figure(bound, "sram_bytes"), figure(cycle, "sram_bytes"), where);
        assertEquals(
                figure(cycle, "energy_pj") / figure(cycle, "latency_us") * 1e-6, figure(cycle, "power_w"), 1e-9, where);
    }

    private static double weighted(JsonNode first, JsonNode second, String field) {
        return 3 * first.get(field).asDouble() + second.get(field).asDouble();
    }

    private Space oneDesign(String sets) throws IOException {
        Path rows = Files.writeString(
                folder.resolve("rows.csv"),
                "key_fetch_num,quant_key_bit,if_requant,value_fetch_num,quant_value_bit\n40,8,False,16,8\n");
        return space("name: one\nmachine: spatten-rtl\nworkloads: [{trace: " + rows + "}]\nparameters:\n" + sets
                + "objectives: [latency_cycles]\n");
    }

    // 2 buffers of 1,024 lines of 128 elements of 12 bits; 40 keys and 16 values of 64 bytes each.
    @Test
    void sizesOfADesign() throws IOException {
        Outcome outcome = DesignModels.of(oneDesign("  - {name: m, set: num_multipliers, values: [128]}\n"
                        + "  - {name: b, set: num_bufline, values: [1024]}\n"))
                .evaluate(0, Level.BOUND);
        assertEquals(2 * 1024 * 128 * 12 / 8, figure(outcome, "sram_bytes"));
        assertEquals(56 * 64, figure(outcome, "dram_bytes"));
        assertTrue(Double.isNaN(figure(outcome, "area_mm2")) && Double.isNaN(figure(outcome, "top_k_transistors")));
    }

    @Test
    void rtlHasTheRoundsAndTheSizeOfTheGeneratedEngine() throws IOException {
        assumeTrue(Tool.YOSYS.find().isPresent(), "skipped: needs yosys; install it to run this");
        Space space = oneDesign("  - {name: k, set: topk_parallelism, values: [2, 4, 3]}\n"
                + "  - {name: b, set: num_bufline, values: [64]}\n");
        DesignModel designs = DesignModels.of(space);
        double[] transistors = new double[2];
        for (int point = 0; point < 2; point++) {
            Outcome outcome = designs.evaluate(point, Level.RTL);
            List<String> assignments = new ArrayList<>(space.grid().assignments(point));
            assignments.add("top_k_round_overhead_cycles=4");
            JsonNode run =
                    Json.parse(simulate(folder.resolve("rows.csv"), assignments).out());
            assertEquals(run.get("cycles").asDouble(), figure(outcome, "latency_cycles"));
            assertNotEquals(
                    figure(designs.evaluate(point, Level.CYCLE), "latency_cycles"), figure(outcome, "latency_cycles"));
            transistors[point] = figure(outcome, "top_k_transistors");
        }
        assertTrue(0 < transistors[0] && transistors[0] < transistors[1], transistors[0] + " " + transistors[1]);
        // Three lanes: the release can, our generator shifts by powers of two.
        assertEquals(Outcome.REFUSED, designs.evaluate(2, Level.RTL).constraint());
        assertFalse(designs.evaluate(2, Level.CYCLE).constraint() == Outcome.REFUSED);
    }

    /** {@code line → what the message must say}, each with the space that asks for it. */
    @Test
    void refusesWhatThisMachineDoesNotHave() {
        String start = "name: x\nmachine: spatten-rtl\n";
        String rows = "workloads: [{trace: sample:decode-cascade-480}]\n";
        String parameter = "parameters: [{name: a, set: topk_parallelism, values: [1, 2]}]\n";
        String objective = "objectives: [latency_cycles]\n";
        refused(
                start + "workloads: [{trace: sample:minilm-declaration-214}]\n" + parameter + objective,
                "space.yaml:3: ",
                "expected a workload file");
        refused(
                start + "workloads: [{trace: 'layout:8,layers=1,heads=1,head_dim=64'}]\n" + parameter + objective,
                "space.yaml:3: ",
                "expected a workload file");
        refused(
                start + "workloads: [{trace: sample:decode-cascade-480, phase: decode}]\n" + parameter + objective,
                "space.yaml:3: ",
                "no phase");
        refused(
                start + rows + "pattern: dense\n" + parameter + objective,
                "space.yaml:4: ",
                "leave the key pattern out");
        refused(
                start + rows + "parameters: [{name: a, set: pattern.value_keep, values: [0.5]}]\n" + objective,
                "space.yaml:4: ",
                "pattern.value_keep");
        refused(
                start + rows + "parameters: [{name: a, set: topk_lanes, values: [1]}]\n" + objective,
                "space.yaml:4: ",
                "topk_lanes");
        refused(
                start + rows + "parameters: [{name: a, set: num_bufline, values: [64, 100]}]\n" + objective,
                "space.yaml:4: ",
                "power of two");
        refused(
                start + rows + parameter + "objectives: [latency_cycles, area_mm2]\n",
                "space.yaml:5: ",
                "no level can compute area_mm2");
        refused(
                start + rows + parameter + objective + "constraints: [output_error <= 0.1]\n",
                "space.yaml:6: ",
                "no level can compute output_error");
        refused(
                start + rows + parameter + objective + "break_even: [{vary: a, question: speedup = 1}]\n",
                "space.yaml:6: ",
                "no level can compute speedup");
    }

    @Test
    void refusesFiguresThatComeTooLate() {
        String space = "name: x\nmachine: spatten-rtl\nworkloads: [{trace: sample:decode-cascade-480}]\n"
                + "parameters: [{name: a, set: topk_parallelism, values: [1, 2]}]\n";
        refused(space + "objectives: [top_k_transistors]\n", "space.yaml:5: ", "too late to choose by");
        refused(
                space + "objectives: [latency_cycles]\nfunnel: {rtl_points: 1, rtl_blocks: all}\n",
                "space.yaml:6: funnel.rtl_blocks: ",
                "expected top-k");
    }

    private static void refused(String space, String place, String sentence) {
        InputException e = assertThrows(InputException.class, () -> DesignModels.of(space(space)), space);
        assertTrue(e.getMessage().startsWith(place) && e.getMessage().contains(sentence), e.getMessage());
    }
}
