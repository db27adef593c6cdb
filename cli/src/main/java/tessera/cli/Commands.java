package tessera.cli;

import java.util.List;
import java.util.function.Supplier;
import tessera.cli.command.BenchCommand;
import tessera.cli.command.BoundCommand;
import tessera.cli.command.DiffCommand;
import tessera.cli.command.DramCommand;
import tessera.cli.command.ExploreCommand;
import tessera.cli.command.GnaCommand;
import tessera.cli.command.HdlCommand;
import tessera.cli.command.ListCommand;
import tessera.cli.command.QueryCommand;
import tessera.cli.command.ReportCommand;
import tessera.cli.command.RerunCommand;
import tessera.cli.command.SimulateCommand;
import tessera.cli.command.TraceCommand;
import tessera.cli.command.ValidateCommand;

/** Every command, in the order in which {@code tessera --help} prints them. Adding one: one class, one line here. */
public final class Commands {
    /** A command's name and how to make it; made only when it is wanted. */
    public record Entry(String name, Supplier<Object> command) {}

    public static final List<Entry> ALL = List.of(
            new Entry("report", ReportCommand::new), //
            new Entry("gna", GnaCommand::new), //
            new Entry("bound", BoundCommand::new), //
            new Entry("simulate", SimulateCommand::new), //
            new Entry("dram", DramCommand::new), //
            new Entry("explore", ExploreCommand::new), //
            new Entry("rerun", RerunCommand::new), //
            new Entry("diff", DiffCommand::new), //
            new Entry("query", QueryCommand::new), //
            new Entry("hdl", HdlCommand::new), //
            new Entry("trace", TraceCommand::new), //
            new Entry("list", ListCommand::new), //
            new Entry("validate", ValidateCommand::new), //
            new Entry("bench", BenchCommand::new));

    private Commands() {}
}
