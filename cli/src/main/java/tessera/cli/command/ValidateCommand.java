package tessera.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.validate.Claim;
import tessera.cli.validate.ClaimGroup;
import tessera.cli.validate.Claims;
import tessera.traces.check.Nearest;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera validate}: published figures beside ours. */
@Command(
        name = "validate",
        description = {
            "Every published figure beside ours, with tolerance and verdict.",
            "shown: the two are not meant to be equal, the reason says why; outside: they are, and differ (exit code 1)."
        },
        footer = {"", "Examples:", "  tessera validate", "  tessera validate spatten-throughput --format json"})
public final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "GROUP", arity = "0..*", description = "Groups of claims (default: all).")
    private List<String> wanted = List.of();

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String name : wanted) {
            if (!Claims.names().contains(name)) {
                throw Nearest.unknown("group of claims", name, Claims.names());
            }
        }
        List<Claim> claims = new ArrayList<>();
        for (ClaimGroup group : Claims.ALL) {
            if (wanted.isEmpty() || wanted.contains(group.name())) {
                common.progress(spec.commandLine().getErr(), "measuring " + group.summary() + " …");
                claims.addAll(group.measure().apply(common.seed));
            }
        }
        new Results(common, spec.commandLine().getOut()).print(table(claims));
        return claims.stream().anyMatch(claim -> claim.verdict().equals("outside")) ? 1 : 0;
    }

    private static Table table(List<Claim> claims) {
        List<List<Object>> rows = new ArrayList<>();
        for (Claim claim : claims) {
            rows.add(Arrays.asList(
                    claim.group(),
                    claim.claim(),
                    claim.published(),
                    claim.ours(),
                    100 * claim.difference(),
                    Double.isInfinite(claim.tolerance()) ? null : 100 * claim.tolerance(),
                    claim.verdict(),
                    claim.source(),
                    claim.reason()));
        }
        return new Table(
                "validate",
                "",
                List.of(
                        Column.of("group", "group"),
                        Column.of("claim", "claim"),
                        Column.of("published", "published"),
                        Column.of("ours", "ours"),
                        Column.of("difference", "difference", "%"),
                        Column.of("tolerance", "tolerance", "%"),
                        Column.of("verdict", "verdict"),
                        Column.of("source", "source"),
                        Column.of("reason", "reason")),
                rows);
    }
}
