package tessera.hdl.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tessera.hdl.bench.Difference;

/** A check as JUnit XML, which build servers show: one test case for each case, in the order in which they ran. */
public final class JUnitReport {
    private JUnitReport() {}

    public static String of(String block, String top, ForeignCheckResult result) {
        Map<Integer, Difference> failed = new HashMap<>();
        result.failures().forEach(failure -> failed.put(failure.caseIndex(), failure.difference()));
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%.3f\">%n",
                escaped("tessera hdl check " + block),
                result.cases().size(),
                failed.size(),
                result.seconds()));
        for (int i = 0; i < result.cases().size(); i++) {
            String name = "case " + i + ": " + result.cases().get(i);
            text.append("  <testcase classname=\"").append(escaped(top));
            text.append("\" name=\"").append(escaped(name)).append('"');
            Difference difference = failed.get(i);
            if (difference == null) {
                text.append("/>\n");
            } else {
                text.append(">\n    <failure message=\"").append(escaped(difference.toString()));
                text.append("\"/>\n  </testcase>\n");
            }
        }
        return text.append("</testsuite>\n").toString().replace("\r", "");
    }

    /** Characters that XML 1.0 cannot hold at all become a question mark. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#10;")
                .replaceAll("[\\x00-\\x08\\x0b-\\x1f]", "?");
    }
}
