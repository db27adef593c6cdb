package tessera.cli.validate;

import static tessera.cli.validate.SpattenMeasure.FULL;
import static tessera.cli.validate.SpattenMeasure.PAPER;

import java.util.ArrayList;
import java.util.List;
import tessera.models.spatten.ReleasedSetting;

/** Figure 20: what each technique adds on GPT-2, step after step. */
final class SpattenLadder {
    private static final String GROUP = "spatten-ladder";
    private static final String ONE_LANE = "top_k.lanes=1";
    private static final String[] RADIX = {"top_k.engine=radix", "top_k.digit_bits=6"};

    private record Step(String what, double published, String reason, ReleasedSetting setting, String... overrides) {}

    private SpattenLadder() {}

    static List<Claim> measure(long seed) {
        ReleasedSetting all = ReleasedSetting.GPT2_MEDIUM;
        ReleasedSetting wide = all.withBits(12, 0, 12, 0);
        List<Step> steps = List.of(
                new Step("datapath alone", 1, "", wide.dense(), ONE_LANE),
                new Step(
                        "token and local value pruning",
                        1.1,
                        "with one lane, selecting local values costs more than it saves: without an engine the paper can hardly have selected",
                        wide.withoutHeadPruning(),
                        ONE_LANE),
                new Step("head pruning", 1.1, "354 of 384 heads", wide, ONE_LANE),
                new Step("top-k engine, 16 lanes for 1", 3.0, "the step before is bound by the engine alone", wide),
                new Step(
                        "static quantisation, 12 to 8 bit",
                        1.6,
                        "widths of this step are not published; quick-select of the released latency model bounds it",
                        all.withBits(8, 0, 8, 0)),
                new Step(
                        "progressive quantisation, 6 + 4 bit",
                        1.7,
                        "5.9 % of the rows refetch; the same bound",
                        all.withBits(6, 4, 6, 0.059)));
        List<Step> radix = List.of(
                new Step("radix engine, 12 bit", 1, "", wide, RADIX),
                new Step(
                        "with a top-k that does not bound: static quantisation, 12 to 8 bit",
                        1.6,
                        "radix engine, six-bit digits, 16 lanes",
                        all.withBits(8, 0, 8, 0),
                        RADIX),
                new Step(
                        "with a top-k that does not bound: progressive quantisation, 6 + 4 bit",
                        1.7,
                        "the same; 5.9 % of the rows refetch",
                        all.withBits(6, 4, 6, 0.059),
                        RADIX));
        List<Claim> claims = climb(steps, seed);
        claims.addAll(climb(radix, seed));
        return claims;
    }

    /** What each step gains over the one before, and all together over the first. */
    private static List<Claim> climb(List<Step> steps, long seed) {
        List<Claim> claims = new ArrayList<>();
        long first = 0;
        long before = 0;
        double published = 1;
        for (Step step : steps) {
            published *= step.published;
            long cycles = SpattenMeasure.decode(
                            step.setting,
                            SpattenMeasure.SOME_ITERATIONS,
                            SpattenMeasure.machine(FULL, step.overrides),
                            seed)
                    .run()
                    .cycles();
            if (before > 0) {
                claims.add(new Claim(
                        GROUP,
                        step.what + " [times faster]",
                        step.published,
                        before / (double) cycles,
                        Claim.NONE,
                        PAPER + ", figure 20",
                        step.reason));
            } else {
                first = cycles;
            }
            before = cycles;
        }
        claims.add(new Claim(
                GROUP,
                "all steps after: " + steps.get(0).what + " [times faster]",
                published,
                first / (double) before,
                Claim.NONE,
                PAPER + ", figure 20",
                "the product of their factors; from datapath to end their bars say 209 / 22.14 = 9.44"));
        return claims;
    }
}
