package tessera.cli.explore;

import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Outcome;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;

/** What tests of designs ask of an outcome and of a space. */
final class DesignProbe {
    private DesignProbe() {}

    static double figure(Outcome outcome, String name) {
        return outcome.value(DesignModels.FIGURES.indexOf(name));
    }

    /** The machine of a point, read whole as the command line does. */
    static SpAttenParams machine(Space space, long point) {
        return Machines.load(
                        space.machine(),
                        space.grid().assignments(point).stream()
                                .filter(DesignMachines::isMachine)
                                .toList())
                .spAtten();
    }
}
