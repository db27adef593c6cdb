package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.Blocks;
import tessera.models.pattern.mask.StaticMask;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.models.plan.SideWork;
import tessera.traces.check.CeilDiv;

/** Plans one head after another, layers in order, remembering what later heads and layers take over. */
final class HeadPlanner {
    /** Blocks a side that a mask without choices is cut into at the most: coarser tiles for very long inputs. */
    private static final int MOST_BLOCKS = 8192;

    private final Method method;
    private final PlanInput input;
    private final AttentionShape shape;
    private final Phase phase;
    private final Map<Object, Planned> known = new HashMap<>();
    private final Map<Integer, Choice.Chosen> lastChosen = new HashMap<>();
    private final Set<Recipe> launchedChoices = new HashSet<>();
    private final Set<Recipe> launchedSide = new HashSet<>();
    private Map<Object, Object> shared = ChoiceContext.nothingShared();

    HeadPlanner(Method method, PlanInput input, Phase phase) {
        this.method = method;
        this.input = input;
        this.shape = input.shape();
        this.phase = phase;
    }

    /** A head as planned, and its pairs where there are values. */
    record Planned(HeadPlan plan, Optional<HeadVisitor.Attended> attended) {
        static Optional<HeadVisitor.Attended> pairs(TokenMask mask) {
            return Optional.of(new HeadVisitor.Attended(mask));
        }
    }

    void startLayer() {
        launchedChoices.clear();
        launchedSide.clear();
        shared = ChoiceContext.nothingShared();
    }

    Planned dense() {
        return known.computeIfAbsent("dense", key -> {
            HeadPlan plan = new HeadPlan(DenseForm.of(shape), method.precision(), 1, SelectionCost.NONE, Reuse.NONE);
            return new Planned(plan, input.hasValues() ? Planned.pairs(TokenMask.dense(shape)) : Optional.empty());
        });
    }

    Planned plan(Recipe recipe, int layer, int head) {
        Planned base = switch (recipe.attend()) {
            case SKIP ->
                new Planned(
                        new HeadPlan(KeyList.skipped(), method.precision(), 1, SelectionCost.NONE, Reuse.NONE),
                        Optional.empty());
            case DENSE -> dense();
            case MASK -> method.keepsAll() && recipe.choose().isEmpty() ? dense() : masked(recipe, layer, head);
            case DENSE_AND_CHOOSE -> denseAndChoose(recipe, layer, head);
            case LAYER_BEFORE -> takenOver(recipe, layer, head);
        };
        return withSide(base, recipe);
    }

    private Planned withSide(Planned base, Recipe recipe) {
        if (recipe.side().isEmpty()) {
            return base;
        }
        boolean isFirst = launchedSide.add(recipe);
        List<SideWork> side = recipe.side().stream()
                .map(spec -> spec.of(shape, phase, isFirst))
                .toList();
        HeadPlan plan = base.plan();
        return new Planned(
                new HeadPlan(
                        plan.mask(), plan.precision(), plan.valueKeepRatio(), plan.selection(), plan.reuse(), side),
                base.attended());
    }

    private Planned masked(Recipe recipe, int layer, int head) {
        if (recipe.isDelta()) {
            return deltaCoded(sizesAlone(recipe, layer, head), recipe, layer, head);
        }
        if (recipe.choose().isEmpty()) {
            return sizesAlone(recipe, layer, head);
        }
        if (!input.hasValues()) {
            Planned synthetic = known.computeIfAbsent(recipe, key -> synthetic(recipe, layer, head));
            return costed(synthetic, recipe, head, Reuse.NONE);
        }
        TokenMask kept = kept(recipe, layer, head);
        Choice.Chosen chosen = choose(recipe, layer, head, kept);
        return costed(attended(chosen, kept), recipe, head, Reuse.NONE);
    }

    /** The window exactly, every other key by its differences. */
    private Planned deltaCoded(Planned window, Recipe recipe, int layer, int head) {
        HeadPlan plan = window.plan();
        long outside = shape.densePairs() - plan.mask().pairCountAtMost();
        Optional<HeadVisitor.Attended> attended = input.hasValues()
                ? Optional.of(new HeadVisitor.Attended(
                        TokenMask.dense(shape),
                        Optional.of(DeltaKeys.coded(
                                input.head(layer, head).key(), shape.headDim(), recipe.deltaZeroShare()))))
                : Optional.empty();
        return new Planned(
                new HeadPlan(
                        plan.mask(),
                        plan.precision(),
                        1,
                        DeltaKeys.codingCost(shape),
                        Reuse.NONE,
                        List.of(DeltaKeys.work(shape, phase, outside, recipe.deltaZeroShare()))),
                attended);
    }

    private Planned attended(Choice.Chosen chosen, TokenMask kept) {
        TokenMask mask = new TokenMask(shape).add(chosen.mask()).add(kept).withoutEmptyRows();
        MaskForm form = chosen.groups().isEmpty()
                ? Expansion.form(mask, chosen.grid(), phase)
                : Expansion.lists(mask, chosen.groups());
        return new Planned(
                new HeadPlan(form, method.precision(), 1, SelectionCost.NONE, Reuse.NONE), Planned.pairs(mask));
    }

    private Choice.Chosen choose(Recipe recipe, int layer, int head, TokenMask kept) {
        ChoiceContext context =
                new ChoiceContext(input, layer, head, phase, kept, method.noise(), method.seed(), shared);
        Choice.Chosen first = recipe.choose().get(0).choose(context);
        Choice.Chosen all = first;
        for (Choice choice : recipe.choose().subList(1, recipe.choose().size())) {
            all = new Choice.Chosen(
                    first.grid(),
                    new TokenMask(shape)
                            .add(all.mask())
                            .add(choice.choose(context).mask()),
                    first.groups());
        }
        lastChosen.put(head, all);
        return all;
    }

    private Planned costed(Planned planned, Recipe recipe, int head, Reuse reuse) {
        SelectionCost cost = SelectionCost.NONE;
        for (Choice choice : recipe.choose()) {
            cost = cost.plus(choice.cost(shape, phase, head));
        }
        if (!launchedChoices.add(recipe)) {
            cost = cost.withoutLaunches();
        }
        HeadPlan plan = planned.plan();
        return new Planned(
                new HeadPlan(plan.mask(), plan.precision(), plan.valueKeepRatio(), cost, reuse), planned.attended());
    }

    private Planned denseAndChoose(Recipe recipe, int layer, int head) {
        if (input.hasValues()) {
            choose(recipe, layer, head, kept(recipe, layer, head));
        }
        return costed(dense(), recipe, head, Reuse.NONE);
    }

    private Planned takenOver(Recipe recipe, int layer, int head) {
        Choice.Chosen before = lastChosen.get(head);
        if (input.hasValues() && before == null) {
            return dense();
        }
        Planned planned = input.hasValues()
                ? attended(before, kept(recipe, layer, head))
                : known.computeIfAbsent(recipe, key -> synthetic(recipe, layer, head));
        HeadPlan plan = planned.plan();
        return new Planned(
                new HeadPlan(plan.mask(), plan.precision(), 1, SelectionCost.NONE, Reuse.LAYER), planned.attended());
    }

    private TokenMask kept(Recipe recipe, int layer, int head) {
        return new TokenMask(shape).add(union(recipe, layer, head));
    }

    private StaticMask union(Recipe recipe, int layer, int head) {
        return recipe.keep().stream()
                .map(spec -> spec.on(shape, layer, head))
                .reduce(StaticMask::or)
                .orElse(StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> {}));
    }

    /** Masks that differ from head to head are told apart by what they keep for the last and a middle query. */
    private Planned sizesAlone(Recipe recipe, int layer, int head) {
        StaticMask mask = union(recipe, layer, head);
        List<Object> key = new ArrayList<>(List.of(recipe));
        for (int query : new int[] {shape.queryCount() / 2, shape.queryCount() - 1}) {
            var spans = new tessera.models.pattern.mask.Spans();
            mask.spans(query, spans.clear(shape.visibleKeys(query)));
            spans.merge();
            key.add(spans.keyCount());
            key.add(spans.count() == 0 ? 0 : spans.to(0));
        }
        return known.computeIfAbsent(key, unused -> {
            Optional<HeadVisitor.Attended> tokens = input.hasValues()
                    ? Planned.pairs(new TokenMask(shape).add(mask).withoutEmptyRows())
                    : Optional.empty();
            MaskForm form = phase == Phase.DECODE
                    ? DecodeLists.of(mask, shape)
                    : Blocks.of(
                            mask,
                            shape,
                            tile(recipe.tile(), shape.queryCount()),
                            tile(recipe.tile(), shape.keyCount()));
            return new Planned(new HeadPlan(form, method.precision(), 1, SelectionCost.NONE, Reuse.NONE), tokens);
        });
    }

    private static int tile(int wanted, int count) {
        return (int) Math.max(wanted, CeilDiv.of((long) count, MOST_BLOCKS));
    }

    private Planned synthetic(Recipe recipe, int layer, int head) {
        MaskForm form = SyntheticChoice.of(method, recipe, union(recipe, layer, head), shape, phase);
        return new Planned(new HeadPlan(form, method.precision(), 1, SelectionCost.NONE, Reuse.NONE), Optional.empty());
    }
}
