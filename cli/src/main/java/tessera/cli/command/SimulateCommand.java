package tessera.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.hdl.RtlCheck;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.simulate.ShapeResult;
import tessera.cli.simulate.TimelineFile;
import tessera.cli.simulate.TraceResult;
import tessera.cli.simulate.WorkloadOutcome;
import tessera.models.machine.Machine;
import tessera.models.machine.Machines;
import tessera.models.machine.MemoryParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.plan.Phase;
import tessera.models.spatten.PromptShape;
import tessera.sim.stat.Timeline;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.format.TraceFormats;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadFiles;
import tessera.traces.workload.WorkloadSample;
import tessera.viz.table.Table;

/** {@code tessera simulate}: a workload or a trace on a machine, cycle by cycle. */
@Command(
        name = "simulate",
        description = {
            "Cycle-level simulation of a workload file or of an attention trace on a machine.",
            "A trace is planned by a pattern first (default: spatten-cascade) and answered layer by layer.",
            "A shape (layout:512,layers=12,heads=12,head_dim=64) has counts only: who survives is drawn from the seed."
        },
        footer = {
            "",
            "Examples:",
            "  tessera simulate sample:decode-cascade-480 --machine spatten-hpca21",
            "  tessera simulate sample:minilm-declaration-214 --machine spatten-hpca21 --pattern spatten-cascade",
            "  tessera simulate sample:minilm-declaration-214 --machine spatten-hpca21 --rtl-check 8",
            "  tessera simulate layout:992,layers=24,heads=16,head_dim=64,new_tokens=32 --phase decode --fc-bits 8 --machine spatten-hpca21",
            "  tessera simulate workload.csv --machine spatten-rtl --set num_multipliers=128 --per-row --format csv",
            "",
            "A workload CSV has the columns of the SpAtten authors' files; it needs at least key_fetch_num,",
            "value_fetch_num, quant_key_bit, quant_value_bit, if_requant."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final String SAMPLE = "sample:";
    private static final String PATTERN_KEY = "pattern.";
    private static final String DEFAULT_PATTERN = "spatten-cascade";

    @Parameters(
            paramLabel = "WORKLOAD",
            description = "A workload CSV, a trace file, sample:NAME, or a shape (layout:…).")
    private String workload;

    @Option(
            names = "--machine",
            paramLabel = "NAME|FILE.yaml",
            required = true,
            description = "A preset (tessera list machines) or a machine file.")
    private String machineName;

    @Option(
            names = "--pattern",
            paramLabel = "NAME",
            description = "For a trace: what is attended to (tessera list patterns; default: spatten-cascade).")
    private String patternName;

    @Option(
            names = "--phase",
            paramLabel = "prefill|decode",
            description =
                    "For a trace: keys and values reused over queries, or fetched by each (default: the pattern's own).")
    private Phase phase;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a parameter of the machine, or of the pattern as pattern.KEY=VALUE; repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--fc-bits",
            paramLabel = "N",
            defaultValue = "0",
            description = "For a shape: also its fully connected layers on the same multipliers, weights of N bits.")
    private int weightBits;

    @Option(
            names = "--timeline",
            paramLabel = "FILE",
            description = "Also write what every unit did when, for ui.perfetto.dev (FILE.json or FILE.json.gz).")
    private Path timelineFile;

    @Option(names = "--per-row", description = "One result for each row of a workload CSV.")
    private boolean perRow;

    @Option(
            names = "--rtl-check",
            paramLabel = "N",
            description = "For a trace: send N of its rows through the attention head in Verilog (needs Verilator).")
    private Integer rtlCheckRows;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private Optional<TimelineFile> timeline = Optional.empty();

    @Override
    public Integer call() {
        List<String> machineOverrides =
                overrides.stream().filter(set -> !set.startsWith(PATTERN_KEY)).toList();
        Machine machine = Machines.load(machineName, machineOverrides);
        machineOverrides.forEach(set -> refuseUnread(machine, set));
        if (PromptShape.isShape(workload)) {
            return simulateShape(machine);
        }
        if (weightBits != 0) {
            throw new InputException("--fc-bits needs a shape such as layout:512,layers=12,heads=12,head_dim=64; "
                    + workload + " does not say how wide the layers are");
        }
        if (isWorkloadFile()) {
            refuseRtlCheck("workload CSV");
            return simulateWorkload(machine);
        }
        return simulateTrace(machine);
    }

    /** A machine has either a DRAM or the ideal memory; what is set of the other one would change nothing. */
    private void refuseUnread(Machine machine, String set) {
        boolean isDram = set.startsWith("dram.") && !set.startsWith("dram.preset");
        if (machine.params() instanceof SpAttenParams params && (isDram || set.startsWith("memory."))) {
            boolean isIdeal = params.memory() instanceof MemoryParams;
            if (isIdeal == isDram) {
                throw new InputException("--set " + set + ": " + machineName + " has "
                        + params.memory().title() + " as memory here, which does not read it; "
                        + (isIdeal ? "set keys of memory instead" : "set keys of dram, or also dram.preset=ideal"));
            }
        }
    }

    private boolean isWorkloadFile() {
        if (workload.startsWith(SAMPLE)) {
            String name = workload.substring(SAMPLE.length());
            List<String> names = new ArrayList<>(WorkloadSample.names());
            names.addAll(TraceFiles.sampleNames());
            if (!names.contains(name)) {
                throw Nearest.unknown("sample", name, names);
            }
        }
        boolean isWorkload = WorkloadFiles.isWorkload(workload);
        String lower = workload.toLowerCase(Locale.ROOT);
        if (!workload.startsWith(SAMPLE)
                && !isWorkload
                && TraceFormats.endings().stream().noneMatch(lower::endsWith)) {
            throw new InputException("WORKLOAD " + workload + ": expected a workload ending in .csv, a trace ending in "
                    + String.join(" or ", TraceFormats.endings()) + ", sample:NAME, or a shape such as"
                    + " layout:512,layers=12,heads=12,head_dim=64");
        }
        return isWorkload;
    }

    private int simulateWorkload(Machine machine) {
        if (patternName != null || phase != null || overrides.stream().anyMatch(set -> set.startsWith(PATTERN_KEY))) {
            throw new InputException("--pattern, --phase and pattern.* need a trace; the rows of workload " + workload
                    + " are pruned already and each fetches its own keys and values");
        }
        SpattenWorkload rows = WorkloadFiles.open(workload);
        if (!common.quiet) {
            rows.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
        }
        WorkloadOutcome result = WorkloadOutcome.of(machine, rows, common.seed, timeline());
        writeTimeline();
        if (perRow) {
            Table table = result.perRow();
            new Results(common, spec.commandLine().getOut()).print(table);
        } else {
            print(result.text(), result.totals(), result.json(), machine);
        }
        return 0;
    }

    /** With what it takes to do the same again. */
    private void print(String text, Table table, Map<String, Object> json, Machine machine) {
        Map<String, Object> stored = new LinkedHashMap<>(json);
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        stored.put("command_line", "tessera " + String.join(" ", arguments));
        stored.put("overrides", List.copyOf(overrides));
        stored.put("configuration", machine.resolved().plain());
        if (usesPattern()) {
            String name = patternName == null ? DEFAULT_PATTERN : patternName;
            stored.put(
                    "pattern_configuration",
                    Patterns.load(name).parameters(patternOverrides()).plain());
        }
        new Results(common, spec.commandLine().getOut()).print(text, table, stored);
    }

    private boolean usesPattern() {
        return PromptShape.isShape(workload) || !isWorkloadFile();
    }

    private Timeline timeline() {
        timeline = Optional.ofNullable(timelineFile).map(TimelineFile::new);
        return timeline.map(TimelineFile::recorder).orElse(Timeline.NONE);
    }

    private void writeTimeline() {
        timeline.ifPresent(file -> file.write(spec.commandLine().getErr()));
    }

    private void refusePerRow(String what) {
        if (perRow) {
            throw new InputException("--per-row needs a workload CSV; " + workload + " is a " + what
                    + ", whose result has one line a layer");
        }
    }

    private List<String> patternOverrides() {
        return overrides.stream().filter(set -> set.startsWith(PATTERN_KEY)).toList();
    }

    private void refuseRtlCheck(String what) {
        if (rtlCheckRows != null) {
            throw new InputException(
                    "--rtl-check needs a trace with queries, keys and values; " + workload + " is a " + what);
        }
    }

    private int simulateShape(Machine machine) {
        refusePerRow("shape");
        refuseRtlCheck("shape");
        ShapeResult result = ShapeResult.of(
                machine,
                workload,
                patternName == null ? DEFAULT_PATTERN : patternName,
                patternOverrides(),
                phase == null ? Phase.PREFILL : phase,
                weightBits,
                common.seed,
                timeline());
        writeTimeline();
        print(result.text(), result.layers(), result.json(), machine);
        return 0;
    }

    private int simulateTrace(Machine machine) {
        refusePerRow("trace");
        PatternDescription pattern = Patterns.load(patternName == null ? DEFAULT_PATTERN : patternName);
        AttentionTrace trace = TraceFiles.open(workload);
        Optional<RtlCheck> check =
                Optional.ofNullable(rtlCheckRows).map(rows -> new RtlCheck(trace, rows, common.seed));
        TraceResult result = TraceResult.of(
                machine,
                trace,
                pattern,
                patternOverrides(),
                phase == null ? pattern.catalogue().phases().get(0) : phase,
                common.seed,
                timeline());
        writeTimeline();
        Map<String, Object> json = new LinkedHashMap<>(result.json());
        check.ifPresent(checked -> json.put("rtl_check", checked.json()));
        print(result.text() + check.map(RtlCheck::text).orElse(""), result.layers(), json, machine);
        if (check.isPresent() && !check.get().isClean()) {
            spec.commandLine().getErr().println("rows differ in the Verilog, see rtl_check");
            return 1;
        }
        if (!result.isGolden()) {
            spec.commandLine()
                    .getErr()
                    .println("the machine's answers differ from the golden functions: answers_equal_golden is false");
            return 1;
        }
        return 0;
    }
}
