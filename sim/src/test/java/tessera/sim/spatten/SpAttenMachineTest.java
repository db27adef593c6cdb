package tessera.sim.spatten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Driver;

class SpAttenMachineTest {
    private static SpAttenRun run(SpAttenParams machine, SpAttenWork work) {
        return new SpAttenMachine(machine, work, new CountedDatapath(work)).run(Driver.SKIP_AHEAD);
    }

    private static String text(Object workload, SpAttenParams machine, SpAttenRun run) {
        return workload + " on " + machine.name() + " with " + machine.memory().title() + ": "
                + run.bounds().lowerBoundCycles() + " <= " + run.cycles() + " <= "
                + run.bounds().serialCycles() + " (" + run.bounds().bottleneck() + ")";
    }

    @Test
    void staysBetweenItsBoundsOnEveryContractWorkload() {
        for (SpAttenParams machine : ContractWorkloads.machines()) {
            for (ContractWorkloads.Named workload : ContractWorkloads.all()) {
                SpAttenWork work = workload.on(machine);
                SpAttenRun run = run(machine, work);
                String what = text(workload, machine, run);
                assertTrue(run.bounds().lowerBoundCycles() <= run.cycles(), what);
                assertTrue(run.cycles() <= run.bounds().serialCycles(), what);
                assertEquals(work.bursts(), run.dramRequests(), what);
                assertEquals(machine.memory().burstBytes() * work.bursts(), run.dramReadBytes(), what);
            }
        }
    }

    @Test
    void lowerBoundIsTightOnDenseStreaming() {
        for (SpAttenParams machine : ContractWorkloads.machines()) {
            for (ContractWorkloads.Named workload : ContractWorkloads.all()) {
                // Under RoBaRaCoCh 32 KiB in a row lie in one pseudo-channel: half of the wires stand still.
                boolean streams = !machine.memory().title().endsWith("row.bank.bankgroup.pc.col.ch");
                if (streams && workload.name().startsWith("dense")) {
                    SpAttenRun run = run(machine, workload.on(machine));
                    assertTrue(2 * run.bounds().lowerBoundCycles() >= run.cycles(), text(workload, machine, run));
                }
            }
        }
    }

    @Test
    void serialTimeIsTightWithOneOutstandingRequest() {
        List<String> serial = List.of("loads_in_flight=1", "rows_in_flight=1", "fetch.outstanding_limit=1");
        List<SpAttenParams> machines = new ArrayList<>();
        for (String name : List.of("spatten-hpca21", "spatten-1-8")) {
            machines.add(ContractWorkloads.machine(name, serial.toArray(new String[0])));
            machines.add(ContractWorkloads.ideal(name, serial.toArray(new String[0])));
        }
        for (SpAttenParams machine : machines) {
            for (ContractWorkloads.Named workload : ContractWorkloads.all()) {
                SpAttenRun run = run(machine, workload.on(machine));
                assertTrue(run.bounds().serialCycles() <= 1.1 * run.cycles(), text(workload, machine, run));
            }
        }
    }

    @Test
    void orderOfStepsAndSkippingAheadChangeNothing() {
        for (int seed = 0; seed < 60; seed++) {
            SpAttenParams machine = ContractWorkloads.randomMachine(seed);
            SpAttenWork work = ContractWorkloads.mixed(seed, 4, 80).on(machine);
            SpAttenRun plain = run(machine, work);
            for (Driver driver : Driver.values()) {
                SpAttenRun other = new SpAttenMachine(machine, work, new CountedDatapath(work))
                        .shuffled(seed)
                        .run(driver);
                String what = "seed " + seed + ", " + driver;
                assertEquals(plain.cycles(), other.cycles(), what);
                assertEquals(plain.stats().lines(), other.stats().lines(), what);
                assertArrayEquals(plain.rows().completeCycles(), other.rows().completeCycles(), what);
                assertArrayEquals(plain.rows().acceptCycles(), other.rows().acceptCycles(), what);
            }
        }
    }

    @Test
    void staysBetweenItsBoundsOnRandomMachines() {
        for (int seed = 0; seed < 1000; seed++) {
            SpAttenParams machine = ContractWorkloads.randomMachine(seed);
            ContractWorkloads.Named workload = ContractWorkloads.mixed(seed, 1 + seed % 5, 1 + seed % 100);
            SpAttenWork work = workload.on(machine);
            SpAttenRun run = run(machine, work);
            String what = "seed " + seed + ", " + text(workload, machine, run) + " with " + machine;
            assertTrue(run.bounds().lowerBoundCycles() <= run.cycles(), what);
            assertTrue(run.cycles() <= run.bounds().serialCycles(), what);
            assertEquals(work.bursts(), run.dramRequests(), what);
        }
    }

    @Test
    void chargesEveryCycleOfEveryUnitOnce() {
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        SpAttenRun run = run(machine, ContractWorkloads.mixed(5).on(machine));
        long units = run.stalls().keySet().stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .distinct()
                .count();
        assertEquals(10 + 16, units); // The parts of the machine and 16 channels.
        assertEquals(
                units * run.cycles(),
                run.stalls().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void rowsCompleteInOrderAndOwnTheirBursts() {
        SpAttenParams machine = ContractWorkloads.machine("spatten-1-8");
        SpAttenWork work = ContractWorkloads.mixed(3).on(machine);
        SpAttenRun run = run(machine, work);
        long gaps = 0;
        for (int row = 0; row < work.rows().size(); row++) {
            assertEquals(work.rows().get(row).bursts(), run.rows().bursts()[row], "row " + row);
            assertTrue(run.rows().gapCycles(row) > 0, "row " + row);
            gaps += run.rows().gapCycles(row);
        }
        // The last output is taken in the last cycle.
        assertEquals(run.cycles(), gaps + 1);
    }

    @Test
    void oneRowTakesTheSumOfItsLatencies() {
        // spatten-hpca21 on ideal memory, one row of 8 keys and values at 12 bit: 8 x 96 B = 24 bursts over 16
        // channels.
        // Cycle 0 issue; 1 fetcher makes and sends 16 + 8 addresses (32 ports, one a channel a cycle): 16 at 1, 8 at 2.
        // Channel takes the second at 3, data 31 later, pushed at 34, fetcher sees it at 35, arrival at Q x K at 36;
        // 1 cycle of 8 keys: done 37, scored 8 later: 45; sum of 8 scores in the same cycle, 51 later: 96 decision;
        // 97 division; 98 top-k passes by; 99 value issue; 100 fetcher; as before 34 later 134: seen; 135 prob x V
        // (first probability at 97 + 36 = 133, last at 134); 1 cycle: 136; output 7 later: 143. Elapsed: 144.
        SpAttenParams machine = ContractWorkloads.ideal("spatten-hpca21");
        ContractWorkloads.Named row = ContractWorkloads.repeated("8 keys", 1, 8, 8, 8, -1, -1, false);
        SpAttenRun run = run(machine, row.on(machine));
        assertEquals(24 + 24, run.dramRequests());
        assertEquals(144, run.cycles());
    }
}
