package tessera.hdl.folder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tessera.hdl.block.Block;
import tessera.hdl.block.BlockInstance;

/**
 * Everything that {@code tessera hdl emit} writes for one block: the Verilog, one module a file; recorded vectors; a
 * SystemVerilog bench and a C++ harness that replay them; a Makefile and a README. It works without Tessera.
 *
 * @param top name of the top module
 * @param files path inside the folder to text, Verilog first; the same inputs give the same bytes
 */
public record EmittedFolder(String top, Map<String, String> files) {
    public EmittedFolder {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * The folder of one block.
     *
     * @param seed of the random cases in the vectors
     */
    public static EmittedFolder of(Block block, BlockInstance instance, long seed) {
        String top = instance.design().top().name();
        Vectors vectors = Vectors.of(instance, seed);
        Map<String, String> files = new LinkedHashMap<>(instance.design().files());
        String verilog = String.join(" ", instance.design().files().keySet());
        files.put(
                "bench/" + SystemVerilogBench.moduleName(instance.design()) + ".sv",
                SystemVerilogBench.of(instance.design(), instance.ports(), vectors.cycles()));
        files.put("bench/main.cpp", HarnessSource.of(instance.design(), instance.ports()));
        vectors.files().forEach((name, text) -> files.put("bench/" + name, text));
        files.put("Makefile", FolderTexts.makefile(top, verilog));
        files.put("README.md", FolderTexts.readme(block, instance, vectors, seed));
        return new EmittedFolder(top, files);
    }
}
