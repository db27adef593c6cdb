package tessera.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.bound.BoundQuestion;
import tessera.cli.bound.BoundResult;
import tessera.cli.bound.BoundScatter;
import tessera.cli.bound.BoundText;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.models.gpu.GpuParams;
import tessera.models.layer.LayerModel;
import tessera.models.machine.Machine;
import tessera.models.machine.Machines;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.Phase;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.traces.trace.TraceFiles;
import tessera.viz.chart.ChartImage;
import tessera.viz.table.TableText;

/** {@code tessera bound}: what a pattern could gain on a machine, what is left of it, and what it gives up. */
@Command(
        name = "bound",
        description = {
            "Speed-up waterfall of an attention pattern on a machine, FLOP-wise to simulated, with the quality it keeps.",
            "TRACE: a file, sample:NAME, a shape such as layout:1048576,heads=32,head_dim=128, or a whole model such as",
            "model:llama-3.1-8b,tokens=131072 (its attention, and what that makes end to end)."
        },
        footer = {
            "",
            "Examples:",
            "  tessera bound sample:minilm-declaration-214 --pattern xattention --machine h100-sxm",
            "  tessera bound layout:131072,heads=32,kv_heads=8,head_dim=128,causal=yes --pattern nsa --machine h100-sxm",
            "  tessera bound sample:minilm-declaration-214 --pattern all --machine spatten-hpca21 --scale auto",
            "",
            "--scale auto shrinks budgets and blocks by length / reference length: the authors' numbers are for long inputs."
        })
public final class BoundCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRACE", description = "A trace file, sample:NAME, or layout:AxBxC,heads=H,head_dim=D,…")
    private String trace;

    @Option(
            names = "--pattern",
            paramLabel = "NAME|FILE.yaml|all",
            required = true,
            description = "A pattern (tessera list patterns), a file of your own (docs/patterns.md), or all.")
    private String patternName;

    @Option(
            names = "--machine",
            paramLabel = "NAME|FILE.yaml",
            required = true,
            description = "A GPU such as h100-sxm, or a SpAtten machine (tessera list machines).")
    private String machineName;

    @Option(
            names = "--phase",
            paramLabel = "prefill|decode",
            description = "Default: the phase that each pattern is made for.")
    private Phase phase;

    @Option(
            names = "--scale",
            paramLabel = "1|auto|FACTOR",
            description = "Shrink the authors' budgets and blocks; default: 1, with --pattern all: auto.")
    private String scale;

    @Option(
            names = "--budget",
            paramLabel = "authors|SHARE",
            split = ",",
            description = "Share of the keys that choices keep instead of the authors' rule; several with commas.")
    private List<String> budgets = new ArrayList<>(List.of("authors"));

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override a parameter of the pattern; repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean isAll = patternName.equals("all");
        if (isAll && !overrides.isEmpty()) {
            throw new InputException("--set with --pattern all: expected one pattern, whose parameters can be set");
        }
        BoundQuestion question = question(isAll);
        Results results = new Results(common, spec.commandLine().getOut());
        if (isAll) {
            all(question, results);
        } else {
            one(question, results);
        }
        return 0;
    }

    private BoundQuestion question(boolean isAll) {
        Optional<LayerModel> model =
                trace.startsWith(LayerModel.PREFIX) ? Optional.of(LayerModel.parse(trace)) : Optional.empty();
        PlanInput input = model.isPresent()
                ? PlanInput.of(model.get().shape())
                : trace.startsWith(AttentionShape.PREFIX)
                        ? PlanInput.of(AttentionShape.parse(trace))
                        : PlanInput.of(TraceFiles.open(trace));
        Machine machine = Machines.load(machineName, List.of());
        Optional<GpuParams> gpu = machine.params() instanceof GpuParams params ? Optional.of(params) : Optional.empty();
        if (gpu.isEmpty()) {
            machine.spAtten();
        }
        Optional<Machine> spatten = gpu.isPresent() ? Optional.empty() : Optional.of(machine);
        String factor = scale == null ? (isAll ? "auto" : "1") : scale;
        return new BoundQuestion(
                input,
                machineName,
                gpu,
                spatten,
                Optional.ofNullable(phase),
                factor,
                overrides,
                !isAll,
                model,
                common.seed);
    }

    private void one(BoundQuestion question, Results results) {
        PatternDescription pattern = Patterns.load(patternName);
        List<BoundResult> list =
                budgets.stream().map(budget -> question.answer(pattern, budget)).toList();
        String text = list.stream().map(BoundText::one).collect(Collectors.joining("\n"));
        Object json = list.size() == 1
                ? list.get(0).json()
                : list.stream().map(BoundResult::json).toList();
        results.print(
                text, list.size() == 1 ? BoundText.waterfall(list.get(0)) : BoundText.ranked(list, Map.of()), json);
    }

    private void all(BoundQuestion question, Results results) {
        Map<String, String> failures = new ConcurrentHashMap<>();
        List<BoundResult> list = Patterns.ALL.parallelStream()
                .flatMap(pattern -> budgets.stream().flatMap(budget -> answer(question, pattern, budget, failures)))
                .toList();
        Map<String, String> inOrder = new LinkedHashMap<>();
        Patterns.names().stream().filter(failures::containsKey).forEach(name -> inOrder.put(name, failures.get(name)));
        var table = BoundText.ranked(list, inOrder);
        List<Object> json = new ArrayList<>(list.stream().map(BoundResult::json).toList());
        inOrder.forEach((name, why) -> json.add(Map.of("pattern", name, "error", why)));
        results.print(TableText.aligned(table), table, json);
        if (common.out != null && list.stream().anyMatch(BoundScatter::isDrawn)) {
            OutputFiles.text(common.out.resolve("bound_all.svg"), ChartImage.svg(BoundScatter.chart(list)));
        }
    }

    private static Stream<BoundResult> answer(
            BoundQuestion question, PatternDescription pattern, String budget, Map<String, String> failures) {
        boolean hasBudget = budget.equals("authors") || pattern.defaults().contains("choose:");
        if (!hasBudget) {
            return Stream.of();
        }
        try {
            return Stream.of(question.answer(pattern, budget));
        } catch (InputException e) {
            failures.put(pattern.name(), e.getMessage());
            return Stream.of();
        }
    }
}
