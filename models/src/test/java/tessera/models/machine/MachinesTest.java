package tessera.models.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.models.dram.TimingName;
import tessera.traces.check.InputException;

class MachinesTest {
    private static String refusal(String name, String... overrides) {
        return assertThrows(InputException.class, () -> Machines.load(name, List.of(overrides)))
                .getMessage();
    }

    @Test
    void everyPresetReadsUnderItsOwnNameAndKind() {
        for (MachineDescription description : Machines.ALL) {
            Machine machine = Machines.load(description.name(), List.of());
            assertEquals(description.name(), machine.params().name());
            assertEquals(description.kind(), machine.kind());
        }
        assertEquals(Machines.ALL.size(), Machines.names().stream().distinct().count());
    }

    @Test
    void paperPresetHasThePapersFigures() {
        SpAttenParams params = Machines.load("spatten-hpca21", List.of()).spAtten();
        assertEquals(512, params.memory().bytesPerCycle()); // 512 GB/s at 1 GHz
        assertEquals(196_608, params.keySramBytes());
        assertEquals(2048, params.keyCapacity(64)); // 2 x 1024 vectors
        assertEquals(128, params.matrixCycles(1024, 64)); // 8 keys a cycle
        assertEquals(1, params.matrixCycles(1, 64));
        assertEquals(128, params.matrixCycles(1024, 32)); // 512 / 32 = 16, but at most 8 scores a cycle
        assertEquals(205, params.matrixCycles(1024, 96)); // floor(512 / 96) = 5 keys a cycle
    }

    private static SpAttenRtlParams rtl(String... overrides) {
        return Machines.load("spatten-rtl", List.of(overrides)).as(SpAttenRtlParams.class, "spatten-rtl");
    }

    @Test
    void downsamplingDividesChannelsAndPortsOnly() {
        SpAttenRtlParams base = rtl();
        assertEquals(2, base.channels());
        assertEquals(4, base.fetchPorts());
        assertEquals(2048, base.maxKeys());
        assertEquals(32, base.firstAcceptCycle()); // reset 16 + 16 handles
        assertEquals(1040, base.buffersReadyCycle()); // reset 16 + 2048 / 2
        SpAttenRtlParams wide = rtl("bandwidth_downsample=1");
        assertEquals(16, wide.channels());
        assertEquals(32, wide.fetchPorts());
        assertEquals(64, wide.multipliers());
        // Ports never fall below the keys of a line: 512 / 64 = 8.
        SpAttenRtlParams source = rtl("num_multipliers=512", "num_bufline=256", "topk_parallelism=1");
        assertEquals(8, source.fetchPorts());
        assertEquals(8, source.keysPerLine());
        assertEquals(2048, source.maxKeys());
        assertEquals(2, source.lines(8)); // 1 line, and one more: both banks fill equally
    }

    @Test
    void foldsVectorsLongerThanTheArray() {
        SpAttenParams small = Machines.load("spatten-1-8", List.of()).spAtten();
        assertEquals(200, small.matrixCycles(100, 128)); // 128 / 64 = 2 cycles a key
    }

    @Test
    void namesTheNearestPresetAndKey() {
        assertEquals(
                "unknown machine 'spaten-rtl': expected one of " + String.join(", ", Machines.names())
                        + "; did you mean 'spatten-rtl'?",
                refusal("spaten-rtl"));
        assertTrue(refusal("spatten-rtl", "num_multiplier=64").endsWith("did you mean 'num_multipliers'?"));
        assertEquals(
                "--set: num_multipliers = 'zero': expected a whole number between 64 and 1024",
                refusal("spatten-rtl", "num_multipliers=zero"));
        assertEquals(
                "--set: memory.channel_bandwidth = '1.5 GB/s': expected a whole number of bytes per cycle of the"
                        + " 1000000000 Hz clock, at least 1",
                refusal("spatten-hpca21", "memory.channel_bandwidth=1.5 GB/s"));
        assertEquals(
                "--set: bandwidth_downsample = '32': expected a whole number between 1 and 16",
                refusal("spatten-rtl", "bandwidth_downsample=32"));
        assertTrue(refusal("spatten-rtl", "num_bufline=2047").contains("a power of two"));
        assertTrue(refusal("spatten-hpca21", "memory.channel_count=12", "dram.preset=ideal")
                .contains("a power of two"));
    }

    @Test
    void readsFilesStrictly(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "name: x\nbogus_key: 3\n");
        assertTrue(refusal(file.toString()).contains("key 'kind' is missing"));
        Files.writeString(file, "kind: spaten\nname: x\n");
        assertTrue(refusal(file.toString()).endsWith("did you mean 'spatten'?"));
        Files.writeString(file, "kind: spatten\nname: x\nbogus_key: 3\n");
        assertTrue(refusal(file.toString()).startsWith(file + ":3: bogus_key: unknown key"));
        assertTrue(refusal(folder.resolve("none.yaml").toString()).contains("cannot be read"));
        Files.writeString(
                file, Machines.load("spatten-1-8", List.of()).resolved().toYaml());
        Machine preset = Machines.load("spatten-1-8", List.of());
        Machine read = Machines.load(file.toString(), List.of());
        assertEquals(preset.resolved().toYaml(), read.resolved().toYaml());
        assertEquals(preset.spAtten().memory().title(), read.spAtten().memory().title());
    }

    @Test
    void dramPresetMapAndEveryPartOfThemCanBeSet() {
        // 16 channels of 2 pseudo-channels of 64 bits at 2 GT/s: 512 B a cycle of 1 ns.
        DramMemoryParams paper = dram("spatten-hpca21");
        assertEquals(512, paper.bytesPerCycle());
        assertEquals(32, paper.burstBytes());
        // A read of a closed bank: tRCD 14 + CL 14 + burst 2; the activate takes a clock more on its bus.
        assertEquals(30, paper.firstLatencyCycles());
        assertEquals(31, paper.missClocks());
        assertEquals(2, dram("spatten-1-8").channelCount());
        String map = "row.bank.bankgroup.pc.col.ch";
        assertEquals(map, dram("spatten-hpca21", "dram.map=" + map).dram().map().text());
        assertEquals(
                21,
                dram("spatten-hpca21", "dram.timing.t_rcd_rd_cycles=21")
                        .dram()
                        .timing()
                        .of(TimingName.T_RCD_RD));
        assertEquals(256, dram("spatten-hpca21", "dram.preset=r2-hbm2-spatten").bytesPerCycle());
        assertTrue(refusal("spatten-hpca21", "dram.preset=hbm9").contains("hbm9"));
        assertTrue(refusal("spatten-hpca21", "dram.timing.t_rdc=1").contains("has no key 't_rdc' under 'timing'"));
        assertTrue(refusal("spatten-hpca21", "dram.channels=12").contains("a power of two"));
    }

    private static DramMemoryParams dram(String name, String... overrides) {
        return (DramMemoryParams)
                Machines.load(name, List.of(overrides)).spAtten().memory();
    }

    @Test
    void idealMemoryIsLatencyAndBandwidth() {
        SpAttenParams ideal =
                Machines.load("spatten-hpca21", List.of("dram.preset=ideal")).spAtten();
        assertEquals("ideal", ideal.memory().title());
        assertEquals(31, ideal.memory().firstLatencyCycles());
    }
}
