package tessera.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tessera.cli.Version;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Format;
import tessera.cli.report.ReportInput;
import tessera.cli.report.ReportPart;
import tessera.cli.report.ReportPart.Finding;
import tessera.cli.report.Reports;
import tessera.traces.json.Json;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.viz.report.Answer;
import tessera.viz.report.Block;
import tessera.viz.report.ReportPage;
import tessera.viz.report.ReportPage.Fact;
import tessera.viz.report.ReportWriter;
import tessera.viz.report.Section;

/** {@code tessera report}: the main job, one folder with everything in it. */
@Command(
        name = "report",
        description = {
            "The main job: one offline page with what pruning buys, GNA bounds, and whether the RTL agrees.",
            "Simulates a trace on the SpAtten preset with and without cascade pruning, bounds the published GNA problems,",
            "checks the hardware against the model, and writes all charts, tables and data beside the page."
        },
        footer = {"", "Examples:", "  tessera report", "  tessera report --trace my-trace.npz --out out/mine"})
public final class ReportCommand implements Callable<Integer> {
    private static final Path DEFAULT_FOLDER = Path.of("out", "report");

    @Option(
            names = "--trace",
            paramLabel = "TRACE",
            defaultValue = "sample:minilm-declaration-214",
            description = "Trace file or sample to simulate (default: ${DEFAULT-VALUE}).")
    private String traceArgument;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = common.out == null ? DEFAULT_FOLDER : common.out;
        ReportWriter.check(folder);
        AttentionTrace trace = TraceFiles.open(traceArgument);
        ReportInput input = new ReportInput(trace, traceArgument, common.seed, this::progress);
        Map<String, Object> json = header(trace);
        List<Answer> answers = new ArrayList<>();
        List<Fact> facts = new ArrayList<>(traceFacts(trace));
        List<Section> sections = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        boolean isWrong = false;
        for (ReportPart part : Reports.ALL) {
            Finding finding = part.find(input);
            answers.add(finding.answer());
            facts.addAll(finding.facts());
            sections.add(finding.section());
            json.put(part.name(), finding.json());
            files.putAll(finding.files());
            isWrong |= finding.isWrong();
        }
        facts.add(new Fact("seed", Long.toString(common.seed)));
        facts.add(new Fact("Tessera", Version.NUMBER));
        sections.add(Section.of(
                "reproduce",
                "Do it again",
                Block.commands("Everything on this page comes from", command()),
                Block.text(
                        "The same numbers are in `report.json`, in `tables/` as CSV and JSON, and in `charts/` as PNG and"
                                + " SVG; the resolved parameters of every machine are in `config/`. The same input gives the same"
                                + " bytes, but for the speed of the RTL simulation.")));
        progress("drawing the charts");
        ReportPage page = new ReportPage(
                "Attention on SpAtten and on GPU tiles",
                "One captured trace on the SpAtten accelerator with and without cascade pruning, the published GNA problems on"
                        + " GPU tiles, and the generated hardware under Verilator.",
                answers,
                facts,
                sections,
                Reports.LIMITS);
        List<String> remarks = ReportWriter.write(folder, page, json, files);
        print(folder, answers, json, remarks);
        return isWrong ? 1 : 0;
    }

    private Map<String, Object> header(AttentionTrace trace) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", trace.name());
        about.put("sha256", trace.sha256());
        about.put("layers", trace.layerCount());
        about.put("heads", trace.headCount());
        about.put("queries", trace.queryCount());
        about.put("keys", trace.keyCount());
        about.put("head_dim", trace.headDim());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tessera", Version.NUMBER);
        json.put("command", command());
        json.put("seed", common.seed);
        json.put("trace", about);
        return json;
    }

    private static List<Fact> traceFacts(AttentionTrace trace) {
        return List.of(
                new Fact("trace", trace.name()),
                new Fact(
                        "shape",
                        trace.layerCount() + " layers, " + trace.headCount() + " heads, " + trace.queryCount()
                                + " tokens, head dim " + trace.headDim()),
                new Fact("SHA-256", trace.sha256()));
    }

    private String command() {
        return "./tessera report --trace " + traceArgument + " --seed " + common.seed;
    }

    private void print(Path folder, List<Answer> answers, Map<String, Object> json, List<String> remarks) {
        PrintWriter out = spec.commandLine().getOut();
        if (common.format == Format.JSON) {
            out.println(Json.line(json));
        } else {
            for (Answer answer : answers) {
                out.println(answer.question());
                out.println("  " + answer.value() + " " + answer.text());
            }
            out.println();
            out.println("The whole report: " + folder.resolve("index.html"));
        }
        if (!common.quiet) {
            remarks.forEach(remark -> spec.commandLine().getErr().println("tessera report: " + remark));
        }
    }

    private void progress(String doing) {
        common.progress(spec.commandLine().getErr(), "tessera report: " + doing + " …");
    }
}
