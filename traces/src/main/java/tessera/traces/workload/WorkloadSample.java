package tessera.traces.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A SpAtten workload that comes with the program, in {@code traces/samples/}.
 *
 * @param name what follows {@code sample:}; the file is {@code NAME.csv}
 * @param summary one sentence for {@code tessera list traces}
 * @param source where its counts come from
 * @param status what has been checked
 */
public record WorkloadSample(String name, String summary, String source, String status) {
    public static final List<WorkloadSample> ALL = List.of(new WorkloadSample(
            "decode-cascade-480",
            "workload: 4 generated tokens after 480, 12 layers x 12 heads, cascade-pruned, 492 rows",
            "made from keep schedules, not measured; traces/samples/README.md",
            "computed again by a test"));

    public static List<String> names() {
        return ALL.stream().map(WorkloadSample::name).toList();
    }

    public SpattenWorkload read() {
        String resource = "/tessera/samples/" + name + ".csv";
        try (InputStream in = WorkloadSample.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("sample " + name + " is listed but " + resource + " is not in the jar");
            }
            return SpattenWorkload.parse("sample:" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the jar with sample " + name + " cannot be read", e);
        }
    }
}
