package tessera.sim.spatten.rtl;

import java.util.OptionalInt;
import java.util.OptionalLong;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Simulation;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.kernel.StopSignal;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Timeline;

/**
 * The released RTL of SpAtten as a cycle model: exact in cycles, memory reads and buffer accesses. For one run.
 * <b>Source:</b> mit-han-lab/spatten, snapshot a0f1388; the facts are in docs/spatten-rtl.md.
 */
public final class SpAttenRtlMachine {
    private final RowNotes notes;
    private final SpAttenRtlCore core;
    private final FetchMemory memory;
    private final StatGroup stats = new StatGroup("spatten_rtl");
    private final Simulation simulation;

    public SpAttenRtlMachine(SpAttenRtlParams params, RtlWorkload rows) {
        this(params, rows, OptionalLong.empty());
    }

    /** For tests: with a seed, the components are stepped in shuffled order, which must not matter. */
    SpAttenRtlMachine(SpAttenRtlParams params, RtlWorkload rows, OptionalLong shuffleSeed) {
        BeatLink link = new BeatLink(params);
        StopSignal done = new StopSignal();
        this.notes = new RowNotes(rows.rowCount());
        this.core = new SpAttenRtlCore(params, rows, notes, link, done, stats);
        this.memory = new FetchMemory(params, notes, link, stats);
        SimulationBuilder machine = new SimulationBuilder(params.name(), Clock.ofHz("core", params.clockHz()))
                .component("core", core)
                .component("memory", memory)
                .stopWhen(done, core);
        link.wire(machine, core, memory);
        shuffleSeed.ifPresent(machine::shuffled);
        this.simulation = machine.build();
    }

    /** For tests: nothing is counted in closed form, every unit goes through every cycle. */
    SpAttenRtlMachine neverSkip() {
        core.neverSkip();
        memory.neverSkip();
        return this;
    }

    /** Sends what the units do to a timeline; before the run. */
    void attach(Timeline timeline, long periodFs) {
        stats.attach(timeline, periodFs);
    }

    /** Runs to the last row's answer; needing more than {@code cycleLimit} cycles is a SimulationException. */
    public RtlResult run(long cycleLimit) {
        return run(Driver.SKIP_AHEAD, cycleLimit);
    }

    /**
     * The first row whose fetch lost data to the padding of the fetch before it, if any: a hazard of the release where
     * fetches of different widths follow one another on many ports. Such a run may never end.
     */
    public OptionalInt firstLossRow() {
        int row = core.firstLossRow();
        return row == Realigner.NO_ROW ? OptionalInt.empty() : OptionalInt.of(row);
    }

    RtlResult run(Driver driver, long cycleLimit) {
        simulation.run(driver, cycleLimit);
        return new RtlResult(notes, memory.reads(), stats);
    }
}
