package tessera.cli.validate;

import static tessera.cli.validate.SpattenMeasure.EIGHTH;
import static tessera.cli.validate.SpattenMeasure.FULL;
import static tessera.cli.validate.SpattenMeasure.PAPER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.ReleasedSetting;
import tessera.models.spatten.SpAttenArea;
import tessera.models.spatten.SpAttenEnergy;
import tessera.sim.spatten.ShapeRun;
import tessera.sim.spatten.SpAttenRun;

/** Area and power: counts times entries that come from elsewhere, beside the paper's own breakdown. */
final class SpattenChip {
    private static final String GROUP = "spatten-chip";
    private static final String AREA = PAPER + ", figure 13";
    private static final String POWER = PAPER + ", table II";
    private static final Map<String, Double> AREA_MM2 =
            Map.of("prob_value", 7.222, "query_key", 7.123, "fetcher", 2.649, "softmax", 0.7914, "top_k", 0.498);
    private static final List<String> UNITS = List.of("query_key", "prob_value", "softmax", "fetcher", "top_k");
    private static final Map<String, Double> POWER_W =
            Map.of("query_key", 1.13, "prob_value", 0.53, "softmax", 0.50, "fetcher", 0.24, "top_k", 0.08);
    private static final Map<Action.Group, Double> GROUP_W =
            Map.of(Action.Group.LOGIC, 1.36, Action.Group.SRAM, 1.24, Action.Group.DRAM, 5.71);
    private static final int BERT_TOKENS = 62;

    private SpattenChip() {}

    static List<Claim> measure(long seed) {
        List<Claim> claims = new ArrayList<>();
        SpAttenParams full = SpattenMeasure.machine(FULL);
        for (SpAttenArea.Part part : SpAttenArea.of(full)) {
            claims.add(new Claim(
                    GROUP,
                    "area of " + part.unit() + " [mm2]",
                    AREA_MM2.get(part.unit()),
                    part.mm2(),
                    Claim.NONE,
                    AREA,
                    part.basis()));
        }
        claims.add(new Claim(
                GROUP, "area in all [mm2]", 18.71, SpAttenArea.totalMm2(full), Claim.NONE, AREA, "a lower estimate"));
        claims.add(new Claim(
                GROUP,
                "area of SpAtten-1/8 [mm2]",
                1.55,
                SpAttenArea.totalMm2(SpattenMeasure.machine(EIGHTH)),
                Claim.NONE,
                PAPER + ", table III",
                "with the full buffers, of which theirs cannot have had all: 18.71 / 8 = 2.34"));
        addPower(claims, full, seed);
        return claims;
    }

    private static void addPower(List<Claim> claims, SpAttenParams full, long seed) {
        SpAttenRun gpt2 = SpattenMeasure.decode(ReleasedSetting.GPT2_MEDIUM, SpattenMeasure.SOME_ITERATIONS, full, seed)
                .run();
        ShapeRun bert = SpattenMeasure.bert(BERT_TOKENS, "dense", full, seed);
        EnergyTable table = SpAttenEnergy.table(full);
        for (Action.Group group : Action.Group.values()) {
            String name = group.name().toLowerCase(java.util.Locale.ROOT);
            add(
                    claims,
                    full,
                    name + ", GPT-2-Medium",
                    GROUP_W.get(group),
                    table.groupPj(gpt2.actions(), group),
                    gpt2.cycles());
            add(
                    claims,
                    full,
                    name + ", BERT 62",
                    GROUP_W.get(group),
                    table.groupPj(bert.actions(), group),
                    bert.cycles());
        }
        add(claims, full, "all, GPT-2-Medium", 8.30, table.totalPj(gpt2.actions()), gpt2.cycles());
        add(claims, full, "all, BERT 62", 8.30, table.totalPj(bert.actions()), bert.cycles());
        ActionCounts counts = bert.parts().get(0).actions();
        Map<String, Double> units =
                SpAttenEnergy.byUnit(full, bert.parts().get(0).work(), counts);
        for (String unit : UNITS) {
            add(
                    claims,
                    full,
                    unit + ", BERT 62",
                    POWER_W.get(unit),
                    units.get(unit),
                    bert.parts().get(0).cycles());
        }
    }

    private static void add(
            List<Claim> claims, SpAttenParams machine, String what, double published, double energyPj, long cycles) {
        double watts = energyPj * 1e-12 / (cycles / (double) machine.clockHz());
        claims.add(new Claim(
                GROUP,
                "power of " + what + " [W]",
                published,
                watts,
                Claim.NONE,
                POWER + ", figure 13",
                "dynamic energy of one workload; theirs is a mean over 30, and which workload bounds what changes it"));
    }
}
