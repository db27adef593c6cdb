package tessera.models.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.models.config.ConfigNode;
import tessera.traces.check.InputException;

class DramPresetsTest {
    @TempDir
    private Path folder;

    @Test
    void everyPresetIsReadAndNamesItself() {
        for (DramPreset preset : DramPresets.ALL) {
            assertEquals(preset.name(), DramPresets.params(preset.name()).name());
        }
    }

    /** Table of reference/dram.md section 2: tCK ns, peak GB/s, bytes per transaction, banks per channel. */
    @Test
    void reproducesTheOrganisationsOfTheReference() {
        assertOrganisation("d3-hbm2-a", 1_000_000, 512, 64, 16);
        assertOrganisation("r2-hbm2-b", 1_000_000, 512, 32, 32);
        assertOrganisation("d3-ddr4-b", 630_000, 25.397, 64, 16);
        assertOrganisation("r2-ddr4-b", 625_000, 25.6, 64, 16);
        // SpAtten's release: 16 B per clock and channel at 1 GHz, 16 channels.
        assertOrganisation("r2-hbm2-spatten", 1_000_000, 256, 32, 32);
        assertOrganisation("hbm2e", 625_000, 819.2, 32, 32);
        assertOrganisation("hbm3", 625_000, 819.2, 32, 32);
        assertOrganisation("ddr5", 416_000, 38.462, 64, 32);
        assertOrganisation("lpddr5", 1_250_000, 51.2, 32, 16);
        assertOrganisation("gddr6", 571_000, 448.336, 32, 16);
    }

    private static void assertOrganisation(String name, long clockFs, double peak, int bytes, int banks) {
        DramParams params = DramPresets.params(name);
        assertEquals(clockFs, params.timing().clockFs(), name);
        assertEquals(peak, params.peakGbPerS(), 0.001, name);
        assertEquals(bytes, params.organisation().transactionBytes(), name);
        assertEquals(banks, params.organisation().bankCount(), name);
    }

    @Test
    void warnsOfTheRowCycleOfSpattensConfiguration() {
        assertEquals(
                List.of("t_rc_cycles = 19 is less than t_ras + t_rp = 24: the effective row cycle is 24"),
                DramPresets.params("r2-hbm2-spatten").warnings());
        assertTrue(DramPresets.params("r2-hbm2-b").warnings().isEmpty());
    }

    @Test
    void resolvedPresetReadsBackEqual() {
        for (String name : DramPresets.names()) {
            ConfigNode resolved = DramPresets.resolve(name);
            ConfigNode again = ConfigNode.parse("again.yaml", resolved.toYaml());
            assertEquals(resolved.plain(), again.plain(), name);
            assertEquals(
                    DramPresets.params(name).constraints(),
                    DramPresets.params(again).constraints(),
                    name);
        }
    }

    @Test
    void readsAFileWithABundledDevice() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, """
                name: mine
                device: device/ddr4-3200-ramulator.yaml
                map: row.bank.col.bankgroup
                controller: {policy: bank_queues, scheduler: fr_fcfs, read_queue_entries: 16, write_queue_entries: 16,
                  bank_queue_entries: 4, row_policy: closed, row_hit_cap: 0, refresh: none, write_mode_above: 0.8,
                  write_mode_below: 0.2, idle_drain_above: 4, blocked_precharge: skipped, single_completion: false}
                """);
        DramParams params = DramPresets.params(DramPresets.resolve(file.toString()));
        assertEquals("mine", params.name());
        assertEquals(DramController.Policy.BANK_QUEUES, params.controller().policy());
        assertEquals(22, params.timing().of(TimingName.T_CL));
    }

    @Test
    void respectsChanges() {
        ConfigNode changed = DramPresets.resolve("r2-hbm2-b")
                .with("controller.read_queue_entries=64")
                .with("map=row.bank.pc.bankgroup.col.ch")
                .with("controller.policy=bank_queues");
        DramParams params = DramPresets.params(changed);
        assertEquals(64, params.controller().readQueueEntries());
        assertEquals(DramController.Policy.BANK_QUEUES, params.controller().policy());
        assertEquals("row.bank.pc.bankgroup.col.ch", params.map().text());
    }

    @Test
    void refusesTimingThatCannotHold() {
        assertMessage(
                "timing.t_rp_cycles=0", "timing.t_rp_cycles = '0': expected a whole number between 1 and 1000000000");
        assertMessage(
                "timing.t_rp_cycles=-3", "timing.t_rp_cycles = '-3': expected a whole number between 1 and 1000000000");
        assertMessage(
                "timing.t_faw_cycles=3",
                "timing.t_faw_cycles = 3: must be at least t_rrd_s_cycles = 4 (four activates take longer than two); raise"
                        + " it or lower t_rrd_s_cycles");
        assertMessage(
                "timing.t_refi_cycles=350",
                "timing.t_refi_cycles = 350: must be more than t_rfc_cycles = 350 (a refresh ends before the next is due);"
                        + " raise it or lower t_rfc_cycles");
        assertMessage(
                "organisation.burst_length=1",
                "organisation.burst_length = '1': expected a multiple of beats_per_clock (2): a burst takes whole clocks");
        assertMessage(
                "organisation.burst_length=3",
                "organisation.burst_length = '3': expected a power of two between 1 and 64");
        assertMessage("timing.t_ck=0 ns", "timing.t_ck = '0 ns': expected a clock period between 1 ps and 1 us");
        assertMessage(
                "organisation.banks_per_group=16",
                "organisation.banks_per_group: a channel has 128 banks in all, must be at most 64 (sets of banks are 64"
                        + " bits); use more channels of fewer banks");
    }

    private static void assertMessage(String change, String message) {
        ConfigNode changed = DramPresets.resolve("r2-hbm2-b").with(change);
        InputException e = assertThrows(InputException.class, () -> DramPresets.params(changed));
        assertEquals("--set: " + message, e.getMessage());
    }

    @Test
    void namesTheNearestOfUnknownThings() {
        InputException preset = assertThrows(InputException.class, () -> DramPresets.resolve("r2-hbm2-c"));
        assertTrue(preset.getMessage().startsWith("unknown DRAM preset 'r2-hbm2-c': expected one of d3-hbm2-a, "));
        assertTrue(preset.getMessage().contains("did you mean '"), preset.getMessage());
        InputException key = assertThrows(
                InputException.class, () -> DramPresets.resolve("r2-hbm2-b").with("timing.t_rcd=3"));
        assertTrue(key.getMessage().startsWith("--set timing.t_rcd=3: "), key.getMessage());
    }

    @Test
    void refusesKeysThatAreGivenTwice() throws IOException {
        Path file = folder.resolve("twice.yaml");
        Files.writeString(
                file, "name: x\ndevice: device/hbm2-legacy.yaml\nmap: row\ncontroller: {}\ntiming: {t_ck: 1 ns}\n");
        InputException e = assertThrows(InputException.class, () -> DramPresets.resolve(file.toString()));
        assertTrue(e.getMessage().contains("also given by the device table device/hbm2-legacy.yaml"), e.getMessage());
    }

    @Test
    void perBankRefreshNeedsItsTimings() {
        ConfigNode changed = DramPresets.resolve("r2-ddr4-b").with("controller.refresh=per_bank");
        InputException e = assertThrows(InputException.class, () -> DramPresets.params(changed));
        assertTrue(e.getMessage().contains("per_bank needs t_rfc_bank_cycles"), e.getMessage());
    }
}
