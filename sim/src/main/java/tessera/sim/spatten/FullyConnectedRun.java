package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.FullyConnectedWork;
import tessera.models.spatten.SerialRow;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.memory.Memory;
import tessera.sim.stat.StatGroup;

/**
 * The fully connected layers of one transformer layer on the machine's own parts (SpAtten-e2e): row issue, fetcher, memory and
 * the multipliers of both matrix units, which read weights where keys stand.
 * <b>Source:</b> arXiv 2012.09852 v3, section V-B (end-to-end performance: FC layers on the same multipliers).
 *
 * @param cycles of one transformer layer, for its tokens together
 * @param lowerBoundCycles the weights' time on the wires, or the multipliers' time
 * @param dramReadBytes weights read
 * @param flops of these layers
 */
public record FullyConnectedRun(long cycles, long lowerBoundCycles, long dramReadBytes, long flops) {
    private static final int SLOTS = 16;

    /** Simulates one layer; all layers of a model are alike. */
    public static FullyConnectedRun of(SpAttenParams machine, long modelDim, int tokens, int weightBits) {
        SpAttenParams both = machine.withMultiplierCount(2 * machine.multiplierCount());
        FullyConnectedWork layer = FullyConnectedWork.of(both, modelDim, tokens, weightBits);
        SpAttenWork work = layer.work();
        StatGroup stats = new StatGroup("spatten");
        Clock core = Clock.ofHz("core", both.clockHz());
        Memory memory = SpAttenMachine.memory(both.memory(), core, stats.group("memory"));
        long cycles = machine(both, work, memory, core, stats)
                .build()
                .run(Driver.SKIP_AHEAD, 2 * serialCycles(both, work) + 100_000);
        long matrix = work.rows().stream()
                .mapToLong(row -> both.matrixCycles(row.keyCount(), work.headDim()))
                .sum();
        long lower = both.memory().firstLatencyCycles()
                + Math.max(matrix, both.memory().streamCycles(work.bursts()));
        return new FullyConnectedRun(
                cycles, lower, memory.requestCount() * both.memory().burstBytes(), layer.flops());
    }

    private static long serialCycles(SpAttenParams machine, SpAttenWork work) {
        return work.rows().stream()
                .mapToLong(row -> SerialRow.cycles(machine, work.headDim(), row, true))
                .sum();
    }

    private static SimulationBuilder machine(
            SpAttenParams params, SpAttenWork work, Memory memory, Clock core, StatGroup stats) {
        Datapath datapath = new CountedDatapath(work);
        Fifo keySegments = new Fifo("key_segments", SLOTS, 1);
        Fifo keyArrivals = new Fifo("key_arrivals", SLOTS, 1, 1, Fetcher.ARRIVAL_FIELDS);
        Fifo valueSegments = new Fifo("value_segments", SLOTS, 1);
        Fifo valueArrivals = new Fifo("value_arrivals", SLOTS, 1, 1, Fetcher.ARRIVAL_FIELDS);
        Fifo residentValues = new Fifo("resident_values", SLOTS, 1);
        Fifo rowStarts = new Fifo("row_starts", SLOTS, 1);
        Fifo scored =
                new Fifo("scored", SLOTS + params.dotProductLatencyCycles(), params.dotProductLatencyCycles(), 1, 1);
        Fifo verdicts = new Fifo("verdicts", SLOTS, 1);
        Fifo rowsDone = new Fifo("rows_done", SLOTS, 1);
        RowIssue rowIssue = new RowIssue(
                params, work, keySegments, residentValues, rowStarts, verdicts, rowsDone, stats.group("row_issue"));
        Fetcher fetcher = new Fetcher(
                params,
                work,
                datapath,
                new Fetcher.Streams(keySegments, keyArrivals, valueSegments, valueArrivals),
                memory,
                stats.group("fetcher"));
        QueryKey multipliers =
                new QueryKey(params, work, datapath, rowStarts, keyArrivals, scored, stats.group("multipliers"));
        FullyConnectedSink sink = new FullyConnectedSink(scored, residentValues, verdicts, rowsDone);
        SimulationBuilder builder = new SimulationBuilder(params.name(), core)
                .component("row_issue", rowIssue)
                .component("fetcher", fetcher)
                .component("multipliers", multipliers)
                .component("sink", sink)
                .wire(rowIssue, keySegments, fetcher)
                .wire(rowIssue, residentValues, sink)
                .wire(rowIssue, rowStarts, multipliers)
                .wire(fetcher, keyArrivals, multipliers)
                .wire(multipliers, scored, sink)
                .wire(sink, verdicts, rowIssue)
                .wire(sink, rowsDone, rowIssue)
                .wire(sink, valueSegments, fetcher)
                .wire(fetcher, valueArrivals, sink);
        memory.addTo(builder, fetcher);
        return builder;
    }
}
