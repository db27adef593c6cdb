package tessera.cli.report;

import java.util.List;
import java.util.Map;
import tessera.viz.report.Answer;
import tessera.viz.report.ReportPage.Fact;
import tessera.viz.report.Section;

/** One question that the report answers. Adding one: one class, one line in {@link Reports#ALL}. */
public interface ReportPart {
    /** Key of this part in {@code report.json}, {@code snake_case}. */
    String name();

    /** Does the work; minutes are too long. */
    Finding find(ReportInput input);

    /**
     * What a part found.
     *
     * @param answer for the first screen
     * @param facts what the numbers depend on
     * @param section the evidence
     * @param json value of this part in {@code report.json}
     * @param files further files of the report: name and text
     * @param isWrong a check failed: the report is written all the same, and the exit code is 1
     */
    record Finding(
            Answer answer,
            List<Fact> facts,
            Section section,
            Object json,
            Map<String, String> files,
            boolean isWrong) {}
}
