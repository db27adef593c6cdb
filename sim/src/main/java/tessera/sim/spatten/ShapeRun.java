package tessera.sim.spatten;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.energy.ActionCounts;
import tessera.models.golden.CascadeParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.plan.Phase;
import tessera.models.spatten.Flops;
import tessera.models.spatten.PromptShape;
import tessera.models.spatten.RecordedWork;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Clock;
import tessera.sim.stat.Timeline;

/**
 * The attention of a shape on the machine: prefill layer after layer, or all generated tokens as one stream of rows.
 *
 * @param parts the layers; in decode one for all
 * @param flops executed and dense
 */
public record ShapeRun(List<SpAttenRun> parts, Flops flops) {
    public ShapeRun {
        parts = List.copyOf(parts);
    }

    /** Simulates; an InputException when the machine cannot hold the shape. */
    public static ShapeRun of(
            PromptShape shape, CascadeParams params, SpAttenParams machine, Phase phase, long seed, Timeline timeline) {
        RecordedWork recorded = RecordedWork.of(shape, params, phase, seed, machine);
        long periodFs = Clock.ofHz("core", machine.clockHz()).periodFs();
        List<SpAttenRun> parts = new ArrayList<>();
        long executed = 0;
        long start = 0;
        for (SpAttenWork part : recorded.works(machine)) {
            Timeline shifted = timeline == Timeline.NONE ? timeline : new ShiftedTimeline(timeline, start * periodFs);
            SpAttenRun run = SpAttenRun.of(machine, part, shifted);
            start += run.cycles();
            executed += Flops.executed(part);
            parts.add(run);
        }
        return new ShapeRun(parts, new Flops(executed, recorded.denseFlops()));
    }

    public long cycles() {
        return parts.stream().mapToLong(SpAttenRun::cycles).sum();
    }

    /** Sum over the layers, which cannot overlap. */
    public long lowerBoundCycles() {
        return parts.stream()
                .mapToLong(part -> part.bounds().lowerBoundCycles())
                .sum();
    }

    public long serialCycles() {
        return parts.stream().mapToLong(part -> part.bounds().serialCycles()).sum();
    }

    public long dramRequests() {
        return parts.stream().mapToLong(SpAttenRun::dramRequests).sum();
    }

    public long dramReadBytes() {
        return parts.stream().mapToLong(SpAttenRun::dramReadBytes).sum();
    }

    public long rows() {
        return parts.stream().mapToLong(part -> part.work().rows().size()).sum();
    }

    /** Everything that was done, to be priced. */
    public ActionCounts actions() {
        ActionCounts total = ActionCounts.NONE;
        for (SpAttenRun part : parts) {
            total = total.plus(part.actions());
        }
        return total;
    }

    /** Cycles of every unit by cause, over all parts. */
    public Map<String, Long> stalls() {
        Map<String, Long> stalls = new LinkedHashMap<>();
        for (SpAttenRun part : parts) {
            part.stalls().forEach((cause, cycles) -> stalls.merge(cause, cycles, Long::sum));
        }
        return stalls;
    }
}
