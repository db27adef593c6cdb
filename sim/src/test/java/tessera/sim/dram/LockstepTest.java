package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.models.config.ConfigNode;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStream;
import tessera.models.dram.stream.AddressStreams;
import tessera.sim.kernel.Driver;
import tessera.traces.check.InputException;

/**
 * Random memories, controllers, streams and injection rules: skipping ahead and ticking every channel at every clock give
 * the same commands and the same result; and no command breaks a rule of the data sheet.
 */
class LockstepTest {
    private static final int QUICK_CASES = 80;
    private static final int SLOW_CASES = 300;
    private static final List<String> STREAMS = List.of(
            "seq",
            "rand",
            "rand:foot=65536",
            "copy:foot=32768",
            "copy",
            "gather_sorted:row=128",
            "gather_rand:row=256",
            "kv_alt",
            "stride:stride=65536");
    private static final List<String> RULES =
            List.of("sat", "perch", "win:1", "win:7", "win:64", "serial", "rate:0.02", "rate:0.4", "rate:3");

    @Test
    void skipAheadEqualsLockstepAndKeepsTheDataSheet() {
        for (long seed = 1; seed <= QUICK_CASES; seed++) {
            check(seed, 50);
        }
    }

    @Test
    @Tag("slow")
    void skipAheadEqualsLockstepInManyMore() {
        for (long seed = QUICK_CASES + 1; seed <= SLOW_CASES; seed++) {
            check(seed, 600);
        }
    }

    private static void check(long seed, int mostTransactions) {
        Random random = new Random(seed);
        DramParams params = randomMemory(random);
        String stream = pick(random, STREAMS);
        String text = stream + (stream.contains(":") ? "," : ":") + "n=" + (1 + random.nextInt(mostTransactions));
        AddressStream transactions =
                AddressStreams.open(text, params.organisation().transactionBytes(), seed);
        Injection injection = Injection.parse(pick(random, RULES));
        String what = "seed " + seed + ": " + params.name() + ", " + params.controller() + ", " + text + ", "
                + injection.text();
        RecordedCommands[] skipped = new RecordedCommands[params.organisation().channelCount()];
        RecordedCommands[] stepped = skipped.clone();
        JedecChecker[] checkers = new JedecChecker[skipped.length];
        DramResult ahead = new DramSystem(params, channel -> {
                    skipped[channel] = new RecordedCommands();
                    checkers[channel] = new JedecChecker(params);
                    return Listeners.both(skipped[channel], checkers[channel]);
                })
                .run(transactions, injection, Driver.SKIP_AHEAD);
        DramResult step = new DramSystem(params, channel -> stepped[channel] = new RecordedCommands())
                .run(transactions, injection, Driver.LOCKSTEP);
        assertEquals(step, ahead, what);
        for (int channel = 0; channel < skipped.length; channel++) {
            assertEquals(stepped[channel].text(), skipped[channel].text(), what + ", channel " + channel);
            assertEquals(List.of(), checkers[channel].violations(), what + ", channel " + channel);
        }
    }

    private static DramParams randomMemory(Random random) {
        ConfigNode node = DramPresets.resolve(pick(random, DramPresets.names()));
        List<String> changes = List.of(
                "organisation.channels=" + pick(random, List.of("1", "2", "4")),
                "controller.policy=" + pick(random, List.of("active_list", "bank_queues")),
                "controller.scheduler=" + pick(random, List.of("fr_fcfs", "fr_fcfs_row_hit")),
                "controller.read_queue_entries=" + pick(random, List.of("1", "4", "32", "50")),
                "controller.write_queue_entries=" + pick(random, List.of("2", "8", "32")),
                "controller.bank_queue_entries=" + pick(random, List.of("1", "3", "8")),
                "controller.row_policy=" + pick(random, List.of("open", "open", "closed")),
                "controller.row_hit_cap=" + pick(random, List.of("0", "1", "4")),
                "controller.refresh=" + pick(random, List.of("all_bank", "per_bank", "none")),
                "controller.blocked_precharge=" + pick(random, List.of("skipped", "loses_clock")),
                "controller.single_completion=" + pick(random, List.of("true", "false")),
                "timing.t_refi_cycles=" + pick(random, List.of("1200", "3900")));
        for (String change : changes) {
            ConfigNode changed = node.with(change);
            try {
                DramPresets.params(changed);
                node = changed;
            } catch (InputException e) {
                // This device has no such refresh: keep its own.
                continue;
            }
        }
        return DramPresets.params(node);
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
