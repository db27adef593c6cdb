package tessera.extras.spark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.space.Workload;
import tessera.models.machine.Machines;
import tessera.traces.trace.TraceFiles;

/**
 * The model of a space file.
 *
 * @param file its name, for messages
 * @param text its content
 * @param folder against which the driver reads relative file names; executors have current folders of their own
 */
record SpaceRecipe(String file, String text, String folder) implements ModelRecipe {
    static SpaceRecipe of(String file, Space space) {
        return new SpaceRecipe(file, space.text(), Path.of("").toAbsolutePath().toString());
    }

    private Space space() {
        return SpaceReader.of(file, text, DesignModels.FIGURES).inFolder(Path.of(folder));
    }

    @Override
    public DesignModel build() {
        return DesignModels.of(space());
    }

    @Override
    public Map<String, String> digests() {
        Space space = space();
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put(
                "machine " + space.machine(),
                Sha256.of(Machines.load(space.machine(), List.of()).resolved().toYaml()));
        for (Workload workload : space.workloads()) {
            digests.put("workload " + workload.trace(), TraceFiles.open(workload.trace()).sha256());
        }
        return digests;
    }
}
