package tessera.cli.explore.space;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.sample.Sampler;
import tessera.models.machine.Machines;

/**
 * A whole space file, checked.
 *
 * @param name of the space, for titles
 * @param machine preset or file that every design starts from
 * @param pattern name of the pattern
 * @param objectives names of figures, in the order of results
 * @param points how many to look at in closed form; the grid's size for the sampler grid
 * @param population of a search: designs of a generation
 * @param refinePoints how many neighbours of the front to look at in closed form after the sampler, at most; 0 for none
 * @param cyclePoints how many of the best to run through the cycle model
 * @param controlPoints how many others, drawn at random, to run through it as a control
 * @param rtlPoints how many of the cycle model's best to look at in generated Verilog
 * @param hasAllRtlBlocks whether all their units are synthesised that exist as blocks, not the top-k engine alone
 * @param text the file as it was read
 * @param places {@code file:line: key} of what is checked later: {@code machine}, {@code pattern}, {@code parameter NAME},
 *     {@code workload INDEX}, {@code constraint INDEX}, {@code objective INDEX}, {@code break_even}, {@code funnel}
 */
public record Space(
        String name,
        String machine,
        String pattern,
        List<Workload> workloads,
        Grid grid,
        List<Constraint> constraints,
        List<String> objectives,
        Sampler sampler,
        long points,
        int population,
        long refinePoints,
        int cyclePoints,
        int controlPoints,
        int rtlPoints,
        boolean hasAllRtlBlocks,
        String text,
        Map<String, String> places) {
    public Space {
        workloads = List.copyOf(workloads);
        constraints = List.copyOf(constraints);
        objectives = List.copyOf(objectives);
        places = Map.copyOf(places);
    }

    /** Where something stands in the file, for messages; the space's name for what is not written there. */
    public String place(String what) {
        return places.getOrDefault(what, "space " + name);
    }

    /** Whether something stands in the file. */
    public boolean isGiven(String what) {
        return places.containsKey(what);
    }

    /** The same with another number of points. */
    public Space withPoints(long count) {
        return with(machine, pattern, workloads, grid, Math.min(count, grid.size()));
    }

    /** The same with the names of files made absolute: for a process in another current folder. */
    public Space inFolder(Path folder) {
        List<Workload> located =
                workloads.stream().map(workload -> workload.inFolder(folder)).toList();
        return with(located(machine, folder), located(pattern, folder), located, grid, points);
    }

    private static String located(String nameOrFile, Path folder) {
        return Machines.isFile(nameOrFile) ? folder.resolve(nameOrFile).toString() : nameOrFile;
    }

    /** The same question about other designs. */
    public Space withGrid(Grid other) {
        return with(machine, pattern, workloads, other, points);
    }

    private Space with(
            String newMachine, String newPattern, List<Workload> newWorkloads, Grid newGrid, long newPoints) {
        return new Space(
                name,
                newMachine,
                newPattern,
                newWorkloads,
                newGrid,
                constraints,
                objectives,
                sampler,
                newPoints,
                population,
                refinePoints,
                cyclePoints,
                controlPoints,
                rtlPoints,
                hasAllRtlBlocks,
                text,
                places);
    }
}
