package tessera.extras.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.space.Workload;
import tessera.traces.trace.TraceFiles;

/**
 * The model of a space file.
 *
 * @param file its name, for messages
 * @param text its content
 * @param folder against which the driver reads relative file names; executors have other current folders
 */
record SpaceRecipe(String file, String text, String folder) implements ModelRecipe {
    private static final String SAMPLE = "sample:";

    static SpaceRecipe of(String file, Space space) {
        return new SpaceRecipe(file, space.text(), Path.of("").toAbsolutePath().toString());
    }

    private Space space() {
        Space space = SpaceReader.of(file, text, DesignModels.FIGURES);
        List<Workload> workloads = space.workloads().stream()
                .map(workload -> new Workload(trace(workload.trace()), workload.phase(), workload.weight()))
                .toList();
        return new Space(
                space.name(),
                fileOrName(space.machine()),
                fileOrName(space.pattern()),
                workloads,
                space.grid(),
                space.constraints(),
                space.objectives(),
                space.sampler(),
                space.points(),
                space.cyclePoints(),
                space.controlPoints(),
                text);
    }

    private String trace(String trace) {
        return trace.startsWith(SAMPLE) ? trace : Path.of(folder).resolve(trace).toString();
    }

    /** A preset's name stays as it is: only what ends like a file is one. */
    private String fileOrName(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? Path.of(folder).resolve(name).toString()
                : name;
    }

    @Override
    public DesignModel build() {
        return DesignModels.of(space());
    }

    @Override
    public Map<String, String> digests() {
        Space space = space();
        Map<String, String> digests = new LinkedHashMap<>();
        for (String name : List.of(space.machine(), space.pattern())) {
            if (Files.exists(Path.of(name))) {
                digests.put(name, Sha256.of(Path.of(name)));
            }
        }
        for (Workload workload : space.workloads()) {
            digests.put("workload " + workload.trace(), TraceFiles.open(workload.trace()).sha256());
        }
        return digests;
    }
}
