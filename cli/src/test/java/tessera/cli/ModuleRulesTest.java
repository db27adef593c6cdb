package tessera.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows of the block diagram: each module imports only what stands to its left. */
class ModuleRulesTest {
    private static final List<String> LEFT_TO_RIGHT = List.of("traces", "models", "sim", "hdl", "viz", "cli");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("tessera");

    @Test
    void modulesImportOnlyWhatStandsToTheirLeft() {
        for (int i = 0; i < LEFT_TO_RIGHT.size(); i++) {
            String module = "tessera." + LEFT_TO_RIGHT.get(i) + "..";
            assertTrue(CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith(module.replace("..", ""))), module);
            for (String right : LEFT_TO_RIGHT.subList(i + 1, LEFT_TO_RIGHT.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(module)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("tessera." + right + "..")
                        .check(CLASSES);
            }
        }
    }

    @Test
    void onlyVizDraws() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tessera.viz..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jfree..", "org.apache.batik..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tessera.cli")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
