package tessera.extras.spark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.StudyDigest;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.space.Workload;
import tessera.hdl.tool.Tool;
import tessera.models.machine.Machines;
import tessera.models.pattern.Patterns;
import tessera.traces.check.ToolException;

/**
 * The model of a space file.
 *
 * @param file its name, for messages
 * @param text its content
 * @param folder against which the driver reads relative file names; executors have current folders of their own
 * @param needsYosys whether the driver has Yosys and will ask for RTL figures
 */
record SpaceRecipe(String file, String text, String folder, boolean needsYosys) implements ModelRecipe {
    static SpaceRecipe of(String file, Space space) {
        boolean needsYosys = space.rtlPoints() > 0 && Tool.YOSYS.find().isPresent();
        return new SpaceRecipe(file, space.text(), Path.of("").toAbsolutePath().toString(), needsYosys);
    }

    private Space space() {
        return SpaceReader.of(file, text, DesignModels.FIGURES).inFolder(Path.of(folder));
    }

    @Override
    public DesignModel build() {
        if (needsYosys && Tool.YOSYS.find().isEmpty()) {
            throw new ToolException(Tool.YOSYS.missing() + "; or ask for no RTL figures: funnel: {rtl_points: 0}");
        }
        return DesignModels.of(space());
    }

    @Override
    public Map<String, String> digests() {
        Space space = space();
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put(
                "machine " + space.machine(),
                Sha256.of(Machines.load(space.machine(), List.of()).resolved().toYaml()));
        digests.put(
                "pattern " + space.pattern(),
                Sha256.of(Patterns.load(space.pattern()).parameters(List.of()).toYaml()));
        for (Workload workload : space.workloads()) {
            digests.put("workload " + workload.trace(), Sha256.of(StudyDigest.content(workload)));
        }
        return digests;
    }
}
