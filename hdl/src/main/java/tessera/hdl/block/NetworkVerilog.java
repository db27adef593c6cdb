package tessera.hdl.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.sim.block.BlockNetwork.Link;
import tessera.sim.block.BlockNetwork.Node;
import tessera.sim.block.BlockNetwork.Plan;
import tessera.sim.block.Port;

/** The Verilog of a network of blocks: an instance a block, a queue a link, from the same plan as the cycle model. */
final class NetworkVerilog {
    private final Plan plan;
    private final Map<String, HdlModule> modules;
    private final ModuleBuilder m;
    private final StreamSignals outer;
    private final Map<String, Map<String, Expression>> connections = new HashMap<>();

    private NetworkVerilog(Plan plan, Map<String, HdlModule> modules, ModuleBuilder m) {
        this.plan = plan;
        this.modules = modules;
        this.m = m;
        this.outer = new StreamSignals(m, plan.ports());
    }

    /**
     * The module.
     *
     * @param modules node name to its module
     * @param m has nothing but its header yet
     */
    static HdlModule module(Plan plan, Map<String, HdlModule> modules, ModuleBuilder m) {
        return new NetworkVerilog(plan, modules, m).build();
    }

    private HdlModule build() {
        m.section("Streams that leave a block");
        for (Node node : plan.nodes()) {
            boundary(node);
        }
        for (Link link : plan.links()) {
            queue(link);
        }
        m.section("Blocks");
        for (Node node : plan.nodes()) {
            m.instance(node.name(), modules.get(node.name()), connections.get(node.name()));
        }
        return m.build();
    }

    /** Clock, reset, the network's own ports, and wires for what the block gives. */
    private void boundary(Node node) {
        Map<String, Expression> ofNode = new LinkedHashMap<>();
        connections.put(node.name(), ofNode);
        boolean isOuter = node.name().equals(plan.nodes().get(0).name());
        List<String> own = new ArrayList<>();
        if (isOuter) {
            plan.ports().driven().ports().forEach(port -> own.add(port.name()));
            plan.ports().read().ports().forEach(port -> own.add(port.name()));
        }
        for (Signal port : modules.get(node.name()).ports()) {
            if (port.name().equals("clk")) {
                ofNode.put("clk", m.clock());
            } else if (port.name().equals("rst")) {
                ofNode.put("rst", outer.reset());
            } else if (own.contains(port.name())) {
                ofNode.put(port.name(), outer.get(port.name()));
            } else if (port.kind() == Signal.Kind.OUTPUT) {
                ofNode.put(port.name(), m.wire(node.name() + "_" + port.name(), port.width()));
            }
        }
        node.model().get().ports().outputs().forEach(stream -> {
            boolean isLinked = own.contains(stream.valid().name())
                    || plan.links().stream()
                            .anyMatch(link -> link.from().equals(node.name())
                                    && link.output().equals(stream.name()));
            if (!isLinked) {
                ofNode.put(stream.ready().name(), Literal.of(1, 1));
                m.ignore(
                        node.name() + "_" + stream.name() + "_valid",
                        ofNode.get(stream.valid().name()));
                for (Port port : stream.payload()) {
                    m.ignore(node.name() + "_" + port.name(), ofNode.get(port.name()));
                }
            }
        });
    }

    private void queue(Link link) {
        String name = link.from() + "_" + link.output() + "_queue";
        m.section("Queue from " + link.from() + " to " + link.to());
        Map<String, Expression> from = connections.get(link.from());
        Map<String, Expression> to = connections.get(link.to());
        List<Expression> sent = new ArrayList<>();
        List<String> targets = new ArrayList<>(link.ports().keySet());
        List<String> used = new ArrayList<>();
        for (String target : targets) {
            Signal source = (Signal) from.get(link.ports().get(target));
            int width = modules.get(link.to()).port(target).width();
            used.add(link.ports().get(target));
            if (width < source.width()) {
                m.ignore(source.name() + "_high", source.bits(source.width() - 1, width));
            }
            sent.add(width < source.width() ? source.bits(width - 1, 0) : source);
        }
        plan.nodes().stream()
                .filter(node -> node.name().equals(link.from()))
                .flatMap(node -> node.model().get().ports().outputs().stream())
                .filter(stream -> stream.name().equals(link.output()))
                .flatMap(stream -> stream.payload().stream())
                .filter(port -> !used.contains(port.name()))
                .forEach(port -> m.ignore(link.from() + "_" + port.name(), from.get(port.name())));
        Expression beat = Expression.lowestFirst(sent);
        Signal given = m.wire(name + "_data", beat.width());
        Signal valid = m.wire(name + "_valid", 1);
        Signal ready = m.wire(name + "_ready", 1);
        // The target's ready is a wire already; the queue's ready becomes the source's.
        from.put(link.output() + "_ready", ready);
        to.put(link.input() + "_valid", valid);
        int low = 0;
        for (int i = 0; i < targets.size(); i++) {
            int width = sent.get(i).width();
            int wanted = modules.get(link.to()).port(targets.get(i)).width();
            to.put(targets.get(i), given.bits(low + width - 1, low).extended(wanted));
            low += width;
        }
        link.constants()
                .forEach((target, value) -> to.put(
                        target,
                        Literal.of(value, modules.get(link.to()).port(target).width())));
        m.instance(
                name,
                StreamFifoVerilog.module(beat.width()),
                Map.of(
                        "clk",
                        m.clock(),
                        "rst",
                        outer.reset(),
                        "in_valid",
                        from.get(link.output() + "_valid"),
                        "in_ready",
                        ready,
                        "in_data",
                        beat,
                        "out_valid",
                        valid,
                        "out_ready",
                        to.get(link.input() + "_ready"),
                        "out_data",
                        given));
    }
}
