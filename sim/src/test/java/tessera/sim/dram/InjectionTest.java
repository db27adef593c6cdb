package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStream;
import tessera.models.dram.stream.AddressStreams;
import tessera.traces.check.InputException;

class InjectionTest {
    @Test
    void readsEveryRule() {
        assertEquals(new Injection(Injection.Rule.SAT, Integer.MAX_VALUE, 0), Injection.parse("sat"));
        assertEquals(new Injection(Injection.Rule.WIN, 16, 0), Injection.parse("win:16"));
        assertEquals(new Injection(Injection.Rule.SERIAL, 1, 0), Injection.parse("serial"));
        assertEquals(0.3, Injection.parse("rate:0.3").rate());
    }

    /** At 0.1 of the peak DDR4 moves a transaction every 40 clocks: the 1001st arrives at 40,000 and takes a row hit. */
    @Test
    void ratePutsTransactionsAtTheirArrival() {
        DramParams params = Channels.one("r2-ddr4-b", "controller.refresh=none");
        DramResult result =
                DramSystem.run(params, AddressStreams.open("seq:n=1001", 64, 1), Injection.parse("rate:0.1"));
        assertEquals(40_000 + 26 + 1, result.cycles());
    }

    /** With a window of 1 each transaction waits for the one before: cycles = sum of latencies + 1 each. */
    @Test
    void serialHasOneTransactionAtATime() {
        DramParams params = Channels.one("r2-hbm2-b", "controller.refresh=none");
        DramResult result = DramSystem.run(params, AddressStreams.open("rand:n=500", 32, 1), Injection.parse("serial"));
        double sum = result.latency().average() * 500 + 500;
        assertEquals(sum, result.cycles(), 0.001);
        assertEquals(
                result, DramSystem.run(params, AddressStreams.open("rand:n=500", 32, 1), Injection.parse("win:1")));
    }

    /** Every transaction completes under every rule on every preset. */
    @Test
    void everyPresetTakesEveryRule() {
        for (String preset : DramPresets.names()) {
            DramParams params = DramPresets.params(preset);
            AddressStream stream =
                    AddressStreams.open("copy:n=400", params.organisation().transactionBytes(), 1);
            for (String rule : new String[] {"sat", "perch", "win:9", "serial", "rate:0.2"}) {
                DramResult result = DramSystem.run(params, stream, Injection.parse(rule));
                assertEquals(
                        400,
                        result.readLatency().count() + result.writeLatency().count(),
                        preset + " " + rule);
                assertEquals(200, result.counts().reads(), preset + " " + rule);
            }
        }
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertMessage(
                "sta",
                "unknown injection rule 'sta': expected one of sat, perch, win, serial, rate; did you mean 'sat'?");
        assertMessage("win", "--inject win: expected sat, perch, win:W, serial or rate:R");
        assertMessage(
                "win:0", "--inject win:0: expected a window of 1 to 999999999 transactions such as win:16, got '0'");
        assertMessage(
                "rate:-1",
                "--inject rate:-1: expected a share of the peak bandwidth above 0 such as rate:0.3, got '-1'");
        assertMessage("sat:3", "--inject sat:3: expected sat, perch, win:W, serial or rate:R");
    }

    private static void assertMessage(String text, String message) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> Injection.parse(text)).getMessage());
    }

    @Test
    void refusesRatesBeyondTime() {
        DramParams params = DramPresets.params("r2-hbm2-b");
        AddressStream stream = AddressStreams.open("seq:n=1000", 32, 1);
        for (String rate : new String[] {"rate:1e-12", "rate:1e12"}) {
            InputException e =
                    assertThrows(InputException.class, () -> DramSystem.run(params, stream, Injection.parse(rate)));
            assertEquals(true, e.getMessage().contains("do not fit 64-bit time"), e.getMessage());
        }
    }

    @Test
    void refusesAddressesBeyondTheDevice() {
        DramParams params = Channels.one("r2-hbm2-spatten");
        AddressStream stream = AddressStreams.open("seq:n=3,size=32,foot=2^40", 32, 1);
        DramSystem.run(params, stream, Injection.parse("sat"));
        AddressStream beyond = AddressStream.of("mine", new long[] {0, 1L << 29}, new boolean[2]);
        InputException e =
                assertThrows(InputException.class, () -> DramSystem.run(params, beyond, Injection.parse("sat")));
        assertEquals(
                "mine, transaction 2: address 0x20000000 lies beyond the device (512 MiB, last address 0x1fffffff); use"
                        + " lower addresses or a smaller foot=",
                e.getMessage());
    }
}
