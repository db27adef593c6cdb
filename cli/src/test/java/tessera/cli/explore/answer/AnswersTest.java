package tessera.cli.explore.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudySummary;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.traces.json.Json;

class AnswersTest {
    private static final Space SPACE = SyntheticModel.space(SyntheticModel.TEXT);
    private static final Study BOUNDS = SyntheticModel.study(SPACE, true, Map.of());
    private static final String DIGEST = "0123456789abcdef";

    // Feasible lanes 1 to 32; at the least keep (0.1) with the quick engine latency is 640 / lanes + 10: 650, 330, 170,
    // 90,
    // 50, 30 at areas 1, 2, 4, 8, 16, 32. Channels change no objective, so each of the six stands seven times.
    @Test
    void frontOfTheClosedForm() {
        FrontAnswer front = FrontAnswer.of(new StudySummary(BOUNDS)).orElseThrow();
        assertEquals(Level.BOUND, front.level());
        // Per keep and channel: quick, radix with 2 digits, radix with 4.
        assertEquals(6 * 9 * 3 * 7, front.feasibleCount());
        assertEquals(42, front.designs().size());
        assertArrayEquals(new double[] {30, 32}, front.rows().get(0));
        assertArrayEquals(new double[] {50, 16}, front.rows().get(7));
        assertArrayEquals(new double[] {650, 1}, front.rows().get(41));
        assertArrayEquals(new double[] {30, 1}, front.best());
        // keep 0.9, one lane, four digits: 5760 + 14.
        assertArrayEquals(new double[] {5774, 32}, front.worst());
    }

    // Latency scaled by 5774 - 30 = 5744, area by 31; the boxes of the steps, from the fastest: the design of area a
    // covers
    // (5774 - latency) x (area of the next faster one - a), which for the fastest (area 32) is nothing.
    @Test
    void hypervolumeIsAShareOfTheBox() {
        double expected = (5724 * 16.0 + 5684 * 8 + 5604 * 4 + 5444 * 2 + 5124) / (5744 * 31);
        FrontAnswer front = FrontAnswer.of(new StudySummary(BOUNDS)).orElseThrow();
        assertEquals(expected, front.volume().value(), 1e-12);
        assertTrue(front.volume().isExact());
    }

    // Over the front latency runs from 30 to 650 and area from 1 to 32. Scaled sums: 650/1: 1; 330/2: 300/620 + 1/31 =
    // 0.516;
    // 170/4: 140/620 + 3/31 = 0.323; 90/8: 60/620 + 7/31 = 0.3226; 50/16: 20/620 + 15/31 = 0.516; 30/32: 1.
    // Exactly: 140/620 + 60/620 = 200/620 and 60/620 + 140/620: a tie, so the first in the order of latency, 90 at 8.
    @Test
    void threeDesigns() {
        List<Pick> picks =
                Pick.of(BOUNDS, FrontAnswer.of(new StudySummary(BOUNDS)).orElseThrow());
        assertEquals(
                List.of("lowest latency, also lowest area within 5 % of the best latency", "the knee", "lowest area"),
                picks.stream().map(Pick::title).toList());
        assertEquals(
                List.of(30.0, 90.0, 650.0),
                picks.stream().map(p -> p.design().value(0)).toList());
        // 32 - area.
        assertEquals(
                List.of(0.0, 24.0, 31.0),
                picks.stream().map(p -> p.slacks().get(0).left()).toList());
        assertEquals(
                List.of(true, false, false),
                picks.stream().map(p -> p.slacks().get(0).isTight()).toList());
    }

    // Three designs through the cycle model: the front is of these alone, a quarter slower.
    @Test
    void theClosestLevelDecides() {
        long fast = SyntheticModel.point(SPACE, 5, 0, 0, 0, 0);
        long small = SyntheticModel.point(SPACE, 0, 0, 0, 0, 0);
        long poor = SyntheticModel.point(SPACE, 5, 8, 0, 0, 0);
        FrontAnswer front = FrontAnswer.of(
                        new StudySummary(SyntheticModel.study(SPACE, true, Map.of(), fast, small, poor)))
                .orElseThrow();
        assertEquals(Level.CYCLE, front.level());
        assertEquals(
                List.of(fast, small),
                front.designs().stream().map(d -> d.point()).toList());
        assertEquals(37.5, front.rows().get(0)[0]);
    }

    // Around lanes 8, keep 0.1, quick: every lane count gives 640 / lanes + 10, and seven values were tried.
    @Test
    void oneParameterAtATime() {
        long knee = SyntheticModel.point(SPACE, 3, 0, 0, 0, 0);
        List<Sensitivity> around = Sensitivity.around(SPACE, new SyntheticModel(SPACE), knee);
        assertEquals(
                List.of(0, 1, 2, 4), around.stream().map(Sensitivity::parameter).toList());
        Sensitivity lanes = around.get(0);
        assertEquals(3, lanes.at());
        assertEquals(
                List.of(650.0, 330.0, 170.0, 90.0, 50.0, 30.0, 20.0),
                lanes.valid(0).stream().map(t -> t.outcome().value(0)).toList());
        assertEquals(630, lanes.span(0));
        // keep 0.1 to 0.9: 80 · 8 / ... 6400 · 0.8 / 8 = 640 more.
        assertEquals(640, around.get(1).span(0), 1e-9);
        // The other engine comes with its first number of digits.
        assertEquals(2, around.get(2).span(0));
        assertEquals(0, around.get(3).span(0));
    }

    @Test
    void longListsAreThinnedButKeepTheirEndsAndTheDesign() {
        int[] values = Sensitivity.values(
                new tessera.cli.explore.space.Parameter(
                        "x",
                        "x",
                        java.util.stream.IntStream.range(0, 1000)
                                .mapToObj(Integer::toString)
                                .toList(),
                        null),
                500);
        assertTrue(values.length <= Sensitivity.MOST_VALUES + 1);
        assertEquals(0, values[0]);
        assertEquals(999, values[values.length - 1]);
        assertTrue(java.util.Arrays.stream(values).anyMatch(value -> value == 500));
    }

    // Were latency keep / lanes alone, its logarithm would be ln keep - ln lanes: variances 0.460 (of ln 1 to ln 9) and
    // 1.922 (seven steps of ln 2: 0.4805 · 48 / 12), so 0.807 for lanes and 0.193 for keep. Channels have no part in
    // it.
    @Test
    void driversOfTheGrid() {
        Drivers drivers = Drivers.of(BOUNDS);
        assertEquals(7 * 9 * 3 * 7, drivers.count());
        assertArrayEquals(new double[] {1, 0, 0, 0, 0}, drivers.shares().get("area_mm2"), 1e-9);
        double[] latency = drivers.shares().get("latency_cycles");
        assertEquals(0, latency[4], 1e-12);
        assertEquals(0.807, latency[0], 0.02);
        assertEquals(0.193, latency[1], 0.02);
        assertEquals(List.of(0), drivers.ranked("area_mm2"));
    }

    @Test
    void whatToDistrust() {
        Study study = SyntheticModel.study(SPACE, false, Map.of("latency_cycles", 0.31, "area_mm2", 1.0));
        FrontAnswer front = FrontAnswer.of(new StudySummary(study)).orElseThrow();
        List<String> doubts = Doubts.of(study, new SyntheticModel(SPACE), front);
        assertEquals(
                List.of(
                        "The exploration was stopped before its end: better designs may be missing. Go on with --resume.",
                        "No design of the front has been through the cycle model: its latencies are lower bounds. Give the"
                                + " funnel cycle_points.",
                        "The closed form orders designs by latency differently from the cycle model (rank correlation"
                                + " 0.31, below 0.7): designs that it ranked low may be better than they look. Raise"
                                + " funnel.cycle_points.",
                        "The design of lowest latency is at the end of a range and still gets better towards it: keep (least,"
                                + " 0.1). Widen what can be built beyond.",
                        "The design of lowest area is at the end of a range and still gets better towards it: lanes (least,"
                                + " 1). Widen what can be built beyond."),
                doubts);
    }

    @Test
    void nothingFeasibleSaysWhyAndHowNear() {
        Space space = SyntheticModel.space(SyntheticModel.TEXT.replace("area_mm2 <= 32", "latency_cycles <= 15"));
        Study study = SyntheticModel.study(space, true, Map.of());
        Answers answers = Answers.of(new StudySummary(study), new SyntheticModel(space), Path.of("x"), DIGEST);
        // The fastest: 64 lanes, keep 0.1: 20 cycles, 5 too many. 7 · 9 · 3 · 7 = 1,323 designs.
        assertEquals("No design keeps all constraints.", answers.text().get(0));
        assertTrue(
                answers.text()
                        .get(1)
                        .startsWith(
                                "  The limit latency <= 15 cycles is the first that is broken by 1,323 of 1,323 designs;"
                                        + " the nearest misses it by 5 cycles (point "),
                answers.text().get(1));
        assertEquals(List.of(), answers.summary().get("designs"));
        assertFalse(Json.line(answers.summary()).contains("NaN"));
    }

    @Test
    void textAndSummaryNameTheSameDesigns() {
        Answers answers = Answers.of(
                new StudySummary(BOUNDS), new SyntheticModel(SPACE), Path.of("target/explore/synthetic"), DIGEST);
        String text = String.join("\n", answers.text());
        long fast = SyntheticModel.point(SPACE, 5, 0, 0, 0, 0);
        assertTrue(text.contains("again:       ./tessera rerun 01234567-" + fast + "-bound\n"), text);
        assertTrue(text.contains("parameters:  lanes 32, keep 0.1, engine quick, channels 1\n"), text);
        assertTrue(text.contains("area <= 32 mm² leaves 0 mm² (tight)"), text);
        Map<String, Object> summary = answers.summary();
        String designs = Json.line(summary.get("designs"));
        assertTrue(designs.contains("\"run_id\":\"01234567-" + fast + "-bound\""), designs);
        assertEquals(Map.of("latency_cycles", 5774.0, "area_mm2", 32.0), summary.get("reference_point"));
    }
}
