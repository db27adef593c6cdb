package tessera.sim.spatten;

import tessera.models.bound.SpAttenBounds;
import tessera.models.machine.DramMemoryParams;
import tessera.models.machine.MachineMemory;
import tessera.models.machine.MemoryParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.RowActions;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.Simulation;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.memory.BandwidthMemory;
import tessera.sim.memory.DramMemory;
import tessera.sim.memory.Memory;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Timeline;

/**
 * The SpAtten machine: its parts and Fifos. The latency of a unit is the latency of the Fifo behind it.
 * <b>Source:</b> arXiv 2012.09852 v3, figure 8; reference for the stages: the released RTL.
 */
final class SpAttenMachine {
    /** Rows or segments between two units beyond those inside the unit's own pipeline. */
    private static final int SLOTS = 16;

    /** A run that needs more than twice its serial time has gone wrong. */
    private static final long LIMIT_SLACK_CYCLES = 100_000;

    private final SpAttenParams params;
    private final SpAttenWork work;
    private final StatGroup stats = new StatGroup("spatten");
    private final Memory memory;
    private final RowIssue rowIssue;
    private final Fetcher fetcher;
    private final TopK topK;
    private final ImportanceUnit importance;
    private final SimulationBuilder builder;

    SpAttenMachine(SpAttenParams params, SpAttenWork work, Datapath datapath) {
        this.params = params;
        this.work = work;
        Clock core = Clock.ofHz("core", params.clockHz());
        this.memory = memory(params.memory(), core, stats.group("memory"));

        Fifo keySegments = fifo("key_segments");
        Fifo keyArrivals = new Fifo("key_arrivals", SLOTS, 1, 1, Fetcher.ARRIVAL_FIELDS);
        Fifo residentValues = fifo("resident_values");
        Fifo valueSegments = fifo("value_segments");
        Fifo valueArrivals = new Fifo("value_arrivals", SLOTS, 1, 1, Fetcher.ARRIVAL_FIELDS);
        Fifo rowStarts = fifo("row_starts");
        Fifo scored = pipe("scored", params.dotProductLatencyCycles(), 1);
        Fifo summed = pipe("summed", params.softmax().accumulateLatencyCycles(), 0);
        Fifo verdicts = fifo("verdicts");
        Fifo accepted = fifo("accepted");
        Fifo probabilities = new Fifo("probabilities", 2, 1, 1, Divide.FIELD_COUNT);
        Fifo importanceRows = new Fifo("importance_rows", SLOTS, 1, 1, Divide.FIELD_COUNT);
        Fifo selected = new Fifo("selected", 2, 1, 1, Divide.FIELD_COUNT);
        Fifo outputRows = new Fifo("output_rows", SLOTS, 1, 1, Divide.FIELD_COUNT);
        Fifo valuesFreed = fifo("values_freed");
        Fifo rowsDone = fifo("rows_done");
        Fifo outputs = pipe("outputs", params.probValueLatencyCycles(), 0);

        this.rowIssue = new RowIssue(
                params, work, keySegments, residentValues, rowStarts, verdicts, rowsDone, stats.group("row_issue"));
        this.fetcher = new Fetcher(
                params,
                work,
                datapath,
                new Fetcher.Streams(keySegments, keyArrivals, valueSegments, valueArrivals),
                memory,
                stats.group("fetcher"));
        QueryKey queryKey =
                new QueryKey(params, work, datapath, rowStarts, keyArrivals, scored, stats.group("query_key"));
        Softmax softmax = new Softmax(params, work, datapath, scored, summed, stats.group("softmax"));
        LowBitDecision decision =
                new LowBitDecision(work, datapath, summed, verdicts, accepted, stats.group("low_bit_decision"));
        Divide divide = new Divide(params, work, accepted, probabilities, importanceRows, stats.group("divide"));
        this.topK = new TopK(params, work, datapath, probabilities, selected, stats.group("top_k"));
        ValueIssue valueIssue = new ValueIssue(
                params,
                work,
                datapath,
                residentValues,
                selected,
                valueSegments,
                outputRows,
                valuesFreed,
                stats.group("value_issue"));
        ProbValue probValue = new ProbValue(
                params,
                work,
                datapath,
                new ProbValue.Inputs(outputRows, valueArrivals),
                valuesFreed,
                rowsDone,
                outputs,
                stats.group("prob_value"));
        this.importance =
                new ImportanceUnit(params, work, datapath, importanceRows, outputs, stats.group("importance"));

        this.builder = new SimulationBuilder(params.name(), core)
                .component("row_issue", rowIssue)
                .component("fetcher", fetcher)
                .component("query_key", queryKey)
                .component("softmax", softmax)
                .component("low_bit_decision", decision)
                .component("divide", divide)
                .component("top_k", topK)
                .component("value_issue", valueIssue)
                .component("prob_value", probValue)
                .component("importance", importance)
                .wire(rowIssue, keySegments, fetcher)
                .wire(rowIssue, residentValues, valueIssue)
                .wire(rowIssue, rowStarts, queryKey)
                .wire(fetcher, keyArrivals, queryKey)
                .wire(queryKey, scored, softmax)
                .wire(softmax, summed, decision)
                .wire(decision, verdicts, rowIssue)
                .wire(decision, accepted, divide)
                .wire(divide, probabilities, topK)
                .wire(divide, importanceRows, importance)
                .wire(topK, selected, valueIssue)
                .wire(valueIssue, valueSegments, fetcher)
                .wire(valueIssue, outputRows, probValue)
                .wire(fetcher, valueArrivals, probValue)
                .wire(probValue, valuesFreed, valueIssue)
                .wire(probValue, rowsDone, rowIssue)
                .wire(probValue, outputs, importance);
        memory.addTo(builder, fetcher);
    }

    static Memory memory(MachineMemory memory, Clock core, StatGroup stats) {
        if (memory instanceof MemoryParams ideal) {
            return new BandwidthMemory(ideal, stats);
        }
        DramMemoryParams params = (DramMemoryParams) memory;
        Clock clock = DramMemory.clock(params.dram(), core);
        return new DramMemory(params.dram(), clock, params.outstandingPerChannel(), stats.clockedAt(clock.periodFs()));
    }

    private static Fifo fifo(String name) {
        return new Fifo(name, SLOTS, 1);
    }

    /** The pipeline of a unit: as deep as its latency, with room for rows that have left it. */
    private static Fifo pipe(String name, int latency, int fieldCount) {
        return new Fifo(name, SLOTS + latency, latency, 1, fieldCount);
    }

    /** Shuffles the order of steps, for tests. */
    SpAttenMachine shuffled(long seed) {
        builder.shuffled(seed);
        return this;
    }

    /** Sends what the units do to a timeline; before the run. */
    SpAttenMachine attached(Timeline timeline) {
        stats.attach(timeline, Clock.ofHz("core", params.clockHz()).periodFs());
        return this;
    }

    /** Runs the work to its end, once. */
    SpAttenRun run(Driver driver) {
        SpAttenBounds bounds = SpAttenBounds.of(params, work);
        Simulation simulation = builder.build();
        long cycles = simulation.run(driver, 2 * bounds.serialCycles() + LIMIT_SLACK_CYCLES);
        long bytes = memory.requestCount() * params.memory().burstBytes();
        return new SpAttenRun(
                params,
                work,
                cycles,
                memory.requestCount(),
                bytes,
                memory instanceof DramMemory dram ? dram.counts().activates() : RowActions.leastActivates(bytes),
                memory instanceof DramMemory dram ? dram.counts().rowHits() : 0,
                bounds,
                new RowTimes(
                        rowIssue.acceptCycles(),
                        importance.completeCycles(),
                        fetcher.rowBursts(),
                        topK.selectionCycles()),
                stats);
    }
}
