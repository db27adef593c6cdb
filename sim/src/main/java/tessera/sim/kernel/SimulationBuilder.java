package tessera.sim.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Puts a machine together: its parts, then one line per arrow of its block diagram.
 *
 * <pre>{@code
 * new SimulationBuilder("toy", clock)
 *         .component("fetch", fetch)
 *         .component("multiply", multiply)
 *         .wire(fetch, keys, multiply)
 *         .build();
 * }</pre>
 */
public final class SimulationBuilder {
    private record Part(String name, Component component, Clock clock) {}

    private record Wire(Component producer, Fifo fifo, Component consumer) {}

    private final String machine;
    private final Clock mainClock;
    private final List<Part> parts = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Long> shuffleSeeds = new ArrayList<>();
    private StopSignal stopSignal = new StopSignal();
    private Component stopOwner;

    /** A machine whose cycle counts and cycle limit are those of {@code mainClock}. */
    public SimulationBuilder(String machine, Clock mainClock) {
        this.machine = machine;
        this.mainClock = mainClock;
    }

    public Clock mainClock() {
        return mainClock;
    }

    /** A part on the main clock. */
    public SimulationBuilder component(String name, Component component) {
        return component(name, component, mainClock);
    }

    /** A part on a clock of its own; equal clocks are one clock. */
    public SimulationBuilder component(String name, Component component, Clock clock) {
        claim(name);
        parts.add(new Part(name, component, clock));
        return this;
    }

    /** An arrow: {@code producer} pushes, {@code consumer} pops. Between two clocks the Fifo is a crossing. */
    public SimulationBuilder wire(Component producer, Fifo fifo, Component consumer) {
        claim(fifo.name());
        wires.add(new Wire(producer, fifo, consumer));
        return this;
    }

    /** The run ends when {@code owner} raises the signal, instead of when the machine falls silent. */
    public SimulationBuilder stopWhen(StopSignal signal, Component owner) {
        if (stopOwner != null) {
            throw wrong("stopWhen was given twice; let one component decide");
        }
        stopSignal = signal;
        stopOwner = owner;
        return this;
    }

    /** Shuffles the order in which components are stepped. Results must stay the same: that is what tests use it for. */
    public SimulationBuilder shuffled(long seed) {
        shuffleSeeds.add(seed);
        return this;
    }

    /** Checks the wiring and makes the machine ready to run once. */
    public Simulation build() {
        List<Part> stepOrder = new ArrayList<>(parts);
        for (long seed : shuffleSeeds) {
            Collections.shuffle(stepOrder, new Random(seed));
        }
        List<ClockDomain> domains = new ArrayList<>();
        Map<Component, Port> ports = new IdentityHashMap<>();
        for (Clock clock : clocks()) {
            domains.add(domain(clock, stepOrder, ports));
        }
        List<Port> declared = new ArrayList<>();
        for (Part part : parts) {
            declared.add(ports.get(part.component));
        }
        List<Fifo> fifos = new ArrayList<>();
        for (Wire wire : wires) {
            Port producer = port(ports, wire.producer, "producer", wire.fifo);
            Port consumer = port(ports, wire.consumer, "consumer", wire.fifo);
            if (wire.fifo.isWired()) {
                throw wrong("fifo '" + wire.fifo.name() + "' is wired twice; a Fifo has one producer and one consumer");
            }
            wire.fifo.wire(producer.copy(), consumer.copy());
            fifos.add(wire.fifo);
        }
        ClockDomain stopDomain = stopOwner == null
                ? domains.get(0)
                : port(ports, stopOwner, "owner of the stop signal", null).domain();
        return new Simulation(machine, domains, new OccupancyReport(declared, fifos), stopSignal, stopDomain);
    }

    /** The main clock first, the others in the order of declaration. */
    private List<Clock> clocks() {
        List<Clock> clocks = new ArrayList<>(List.of(mainClock));
        for (Part part : parts) {
            if (!clocks.contains(part.clock)) {
                clocks.add(part.clock);
            }
        }
        return clocks;
    }

    private ClockDomain domain(Clock clock, List<Part> stepOrder, Map<Component, Port> ports) {
        List<String> domainNames = new ArrayList<>();
        List<Component> components = new ArrayList<>();
        for (Part part : stepOrder) {
            if (part.clock.equals(clock)) {
                domainNames.add(part.name);
                components.add(part.component);
            }
        }
        ClockDomain domain = new ClockDomain(clock, domainNames, components);
        if (components.isEmpty()) {
            throw wrong("no component is on its main clock '" + clock.name() + "'");
        }
        for (int i = 0; i < components.size(); i++) {
            if (ports.put(components.get(i), new Port(domain, i)) != null) {
                throw wrong("component '" + domainNames.get(i) + "' is the same object as another component");
            }
        }
        return domain;
    }

    private Port port(Map<Component, Port> ports, Component component, String role, Fifo fifo) {
        Port port = ports.get(component);
        if (port == null) {
            throw wrong("the " + role + (fifo == null ? "" : " of fifo '" + fifo.name() + "'")
                    + " is not a component of this machine; add it with component(name, …)");
        }
        return port;
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw wrong("the name '" + name + "' is used twice; names of components and fifos are unique");
        }
    }

    private SimulationException wrong(String problem) {
        return new SimulationException("machine '" + machine + "': " + problem);
    }
}
