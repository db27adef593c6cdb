package tessera.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tessera.cli.explore.space.BreakEven;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.space.Space;
import tessera.models.machine.Machine;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenVariants;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.traces.check.InputException;

/** Refuses a space whose machine, pattern, targets, values or workloads are wrong, with the line, before the first point. */
final class DesignCheck {
    private DesignCheck() {}

    static void pattern(Space space) {
        PatternDescription pattern;
        try {
            pattern = Patterns.load(space.pattern());
        } catch (InputException e) {
            throw e.at(space.place("pattern"));
        }
        for (Parameter parameter : space.grid().parameters()) {
            if (!DesignMachines.isMachine(parameter.target())) {
                for (String value : parameter.values()) {
                    at(space, parameter, () -> pattern.parameters(List.of(parameter.target() + "=" + value)));
                    patternValue(space, pattern, parameter, value);
                }
            }
        }
    }

    /** Refuses a pattern and parameters of one, for machines whose workloads leave nothing to choose. */
    static void noPattern(Space space, String why) {
        if (space.isGiven("pattern")) {
            throw new InputException(
                    space.place("pattern") + ": expected none, as " + why + "; leave the key pattern out");
        }
        for (Parameter parameter : space.grid().parameters()) {
            if (!DesignMachines.isMachine(parameter.target())) {
                throw new InputException(space.place("parameter " + parameter.name()) + ": parameter "
                        + parameter.name() + ": expected a key of the machine, got " + parameter.target() + ", but "
                        + why + "; leave the parameter out");
            }
        }
    }

    /** Numbers alone may be wrong only together with others; a number out of its own range is wrong anywhere. */
    private static void patternValue(Space space, PatternDescription pattern, Parameter parameter, String value) {
        try {
            pattern.make(List.of(parameter.target() + "=" + value));
        } catch (InputException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw placed(space, parameter, e);
            }
        }
    }

    /** The machine that every design starts from. */
    static Machine machine(Space space) {
        try {
            return Machines.load(space.machine(), List.of());
        } catch (InputException e) {
            throw e.at(space.place("machine"));
        }
    }

    /**
     * Refuses objectives, constraints and questions about figures that no level can compute.
     *
     * @param missing figures that there are not, each with the reason
     */
    static void figures(Space space, Map<String, String> missing) {
        for (int i = 0; i < space.objectives().size(); i++) {
            figure(space, "objective " + i, space.objectives().get(i), missing);
        }
        for (int i = 0; i < space.constraints().size(); i++) {
            figure(space, "constraint " + i, space.constraints().get(i).figure(), missing);
        }
        for (BreakEven question : BreakEven.of(space, DesignModels.FIGURES)) {
            figure(space, "break_even", question.left(), missing);
            figure(space, "break_even", question.right(), missing);
        }
    }

    private static void figure(Space space, String place, String figure, Map<String, String> missing) {
        if (missing.containsKey(figure)) {
            List<String> there = DesignModels.FIGURES.stream()
                    .filter(name -> !missing.containsKey(name))
                    .toList();
            throw new InputException(space.place(place) + ": no level can compute " + figure + ": "
                    + missing.get(figure) + "; there are: " + String.join(", ", there));
        }
    }

    static DesignMachines machines(Space space) {
        SpAttenVariants variants = SpAttenVariants.of(space.machine());
        machineValues(space, variants::with);
        return new DesignMachines(space);
    }

    /**
     * Refuses parameters of the machine that it does not have, and values that it cannot have.
     *
     * @param build the machine with overrides, {@code key=value} each
     */
    static void machineValues(Space space, Consumer<List<String>> build) {
        for (Parameter parameter : space.grid().parameters()) {
            if (DesignMachines.isMachine(parameter.target())) {
                at(space, parameter, () -> machineValues(space, parameter, build));
            }
        }
    }

    /** Every value alone, with the first values of the parameters that it hangs on. */
    private static void machineValues(Space space, Parameter parameter, Consumer<List<String>> build) {
        List<String> needed = new ArrayList<>();
        Parameter.Condition condition = parameter.condition();
        while (condition != null) {
            Parameter other = space.grid().parameters().get(condition.parameter());
            if (DesignMachines.isMachine(other.target())) {
                needed.add(other.target() + "="
                        + other.values().get(condition.values().get(0)));
            }
            condition = other.condition();
        }
        for (String value : parameter.values()) {
            List<String> overrides = new ArrayList<>(needed);
            overrides.add(parameter.target() + "=" + value);
            try {
                build.accept(overrides);
            } catch (InputException e) {
                // A record's own check may be about several values that other parameters change too.
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw e;
                }
            }
        }
    }

    private static void at(Space space, Parameter parameter, Runnable check) {
        at(space, parameter, () -> {
            check.run();
            return null;
        });
    }

    /** What a check gives; what it refuses is refused with the parameter's line. */
    static <T> T at(Space space, Parameter parameter, Supplier<T> check) {
        try {
            return check.get();
        } catch (InputException e) {
            throw placed(space, parameter, e);
        }
    }

    private static InputException placed(Space space, Parameter parameter, InputException e) {
        return new InputException(
                space.place("parameter " + parameter.name()) + ": parameter " + parameter.name() + ": "
                        + e.getMessage()
                                .replaceFirst("^--set [^ ]*: ", "cannot set " + parameter.target() + ": ")
                                .replaceFirst("^--set: ", ""),
                e);
    }

    static List<DesignWorkload> workloads(Space space) {
        List<DesignWorkload> workloads = new ArrayList<>();
        for (int i = 0; i < space.workloads().size(); i++) {
            try {
                workloads.add(new DesignWorkload(space, space.workloads().get(i)));
            } catch (InputException e) {
                throw e.at(space.place("workload " + i));
            }
        }
        return workloads;
    }
}
