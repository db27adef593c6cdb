package tessera.extras.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import tessera.cli.Tessera;

/** Our own jars, which Spark sends to its executors: the program's, those its manifest names, and this module's. */
final class ShippedJars {
    private ShippedJars() {}

    /** Empty where the program runs from folders of classes, as tests do. */
    static List<String> list() {
        List<String> jars = new ArrayList<>();
        for (Path place : List.of(place(Tessera.class), place(ShippedJars.class))) {
            if (Files.isRegularFile(place)) {
                jars.add(place.toString());
                jars.addAll(named(place));
            }
        }
        return jars;
    }

    private static Path place(Class<?> of) {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> named(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String classPath = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            List<String> jars = new ArrayList<>();
            if (classPath != null) {
                for (String name : classPath.split(" ")) {
                    jars.add(jar.resolveSibling(name).toString());
                }
            }
            return jars;
        } catch (IOException e) {
            throw new IllegalStateException(jar + " was readable a moment ago", e);
        }
    }
}
