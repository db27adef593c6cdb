package tessera.sim.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Blocks joined by queues of two beats, as one block. A queue takes and gives at most a beat a cycle, and what it shows on
 * either side depends on its state alone; so the blocks can be stepped in any order. In Verilog: the module
 * {@code tsr_stream_fifo}.
 */
public final class BlockNetwork implements BlockModel {
    /** Beats that a queue holds. */
    public static final int QUEUE_BEATS = 2;

    /**
     * A part of a network.
     *
     * @param name of its instance
     * @param model makes its cycle model
     */
    public record Node(String name, Supplier<? extends BlockModel> model) {}

    /**
     * A stream from one part to another, through a queue.
     *
     * @param ports target payload port to source payload port; a port that is missing here is driven by {@code constants}
     * @param constants target payload port to a number of at most 31 bits
     */
    public record Link(
            String from,
            String output,
            String to,
            String input,
            Map<String, String> ports,
            Map<String, Integer> constants) {}

    /**
     * What a network is made of. Streams of the first node that no link names are the network's own streams; an output of
     * another node that no link names is always ready.
     */
    public record Plan(List<Node> nodes, List<Link> links) {
        public Plan {
            nodes = List.copyOf(nodes);
            links = List.copyOf(links);
        }

        /** Input streams of the first node that no link feeds, output streams that no link takes. */
        public BlockPorts ports() {
            BlockPorts outer = nodes.get(0).model().get().ports();
            String name = nodes.get(0).name();
            List<StreamPorts> inputs = new ArrayList<>(outer.inputs());
            inputs.removeIf(stream -> links.stream()
                    .anyMatch(link -> link.to().equals(name) && link.input().equals(stream.name())));
            List<StreamPorts> outputs = new ArrayList<>(outer.outputs());
            outputs.removeIf(stream -> links.stream()
                    .anyMatch(link -> link.from().equals(name) && link.output().equals(stream.name())));
            return new BlockPorts(inputs, outputs);
        }
    }

    private final BlockPorts ports;
    private final List<NetworkPart> parts = new ArrayList<>();
    private final List<NetworkQueue> queues = new ArrayList<>();

    public BlockNetwork(Plan plan) {
        this.ports = plan.ports();
        for (Node node : plan.nodes()) {
            parts.add(new NetworkPart(node.name(), node.model().get(), parts.isEmpty() ? ports : null));
        }
        for (Link link : plan.links()) {
            queues.add(new NetworkQueue(link, part(link.from()), part(link.to())));
        }
    }

    private NetworkPart part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part " + name));
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        for (NetworkPart part : parts) {
            part.prepare(driven);
        }
        for (NetworkQueue queue : queues) {
            queue.show();
        }
        for (NetworkPart part : parts) {
            part.step();
        }
        parts.get(0).deliver(read, care);
        for (NetworkQueue queue : queues) {
            queue.advance(driven[0] != 0);
        }
    }

    @Override
    public boolean hasWork() {
        return queues.stream().anyMatch(queue -> !queue.isEmpty())
                || parts.stream().anyMatch(part -> part.model().hasWork());
    }

    @Override
    public boolean isSettled() {
        return queues.stream().allMatch(NetworkQueue::isEmpty)
                && parts.stream().allMatch(part -> part.model().isSettled());
    }

    /** A part with the frames of its ports. */
    private static final class NetworkPart {
        private final String name;
        private final BlockModel model;
        private final int[] driven;
        private final int[] read;
        private final int[] care;
        /** Pairs of words: of the outer frame, of this part's; empty for parts without outer ports. */
        private int[] outerDriven = new int[0];

        private int[] outerRead = new int[0];
        private final int[] readies;

        NetworkPart(String name, BlockModel model, BlockPorts outer) {
            this.name = name;
            this.model = model;
            this.driven = new int[model.ports().driven().words()];
            this.read = new int[model.ports().read().words()];
            this.care = new int[read.length];
            this.readies = model.ports().outputs().stream()
                    .mapToInt(
                            stream -> model.ports().driven().word(stream.ready().name()))
                    .toArray();
            if (outer != null) {
                outerDriven = pairs(outer.driven(), model.ports().driven());
                outerRead = pairs(outer.read(), model.ports().read());
            }
        }

        private static int[] pairs(PortFrame outer, PortFrame inner) {
            List<Integer> pairs = new ArrayList<>();
            for (Port port : outer.ports()) {
                for (int word = 0; word < port.words(); word++) {
                    pairs.add(outer.word(port.name()) + word);
                    pairs.add(inner.word(port.name()) + word);
                }
            }
            return pairs.stream().mapToInt(word -> word).toArray();
        }

        String name() {
            return name;
        }

        BlockModel model() {
            return model;
        }

        void prepare(int[] outer) {
            Arrays.fill(driven, 0);
            driven[0] = outer[0];
            for (int ready : readies) {
                driven[ready] = 1;
            }
            for (int i = 0; i < outerDriven.length; i += 2) {
                driven[outerDriven[i + 1]] = outer[outerDriven[i]];
            }
        }

        void step() {
            Arrays.fill(read, 0);
            Arrays.fill(care, 0);
            model.step(driven, read, care);
        }

        void deliver(int[] outer, int[] outerCare) {
            for (int i = 0; i < outerRead.length; i += 2) {
                outer[outerRead[i]] = read[outerRead[i + 1]];
                outerCare[outerRead[i]] = care[outerRead[i + 1]];
            }
        }
    }

    /** A queue between two parts. */
    private static final class NetworkQueue {
        private final NetworkPart from;
        private final NetworkPart to;
        private final int fromValid;
        private final int fromReady;
        private final int toValid;
        private final int toReady;
        /** Triples: word of the source's read frame, word of the target's driven frame, mask. */
        private final int[] moves;

        private final int[] constants;
        private final int[][] beats = new int[QUEUE_BEATS][];
        private int count;

        NetworkQueue(Link link, NetworkPart from, NetworkPart to) {
            this.from = from;
            this.to = to;
            PortFrame read = from.model.ports().read();
            PortFrame driven = to.model.ports().driven();
            this.fromValid = read.word(link.output() + "_valid");
            this.fromReady = from.model.ports().driven().word(link.output() + "_ready");
            this.toValid = driven.word(link.input() + "_valid");
            this.toReady = to.model.ports().read().word(link.input() + "_ready");
            List<Integer> all = new ArrayList<>();
            link.ports().forEach((target, source) -> {
                Port port = driven.port(target);
                for (int word = 0; word < port.words(); word++) {
                    boolean isInSource = word < read.port(source).words();
                    if (isInSource) {
                        all.add(read.word(source) + word);
                        all.add(driven.word(target) + word);
                        int bits = Math.min(Integer.SIZE, port.bits() - word * Integer.SIZE);
                        all.add((int) PortBits.mask(bits));
                    }
                }
            });
            this.moves = all.stream().mapToInt(word -> word).toArray();
            List<Integer> fixed = new ArrayList<>();
            link.constants().forEach((target, value) -> {
                fixed.add(driven.word(target));
                fixed.add(value);
            });
            this.constants = fixed.stream().mapToInt(word -> word).toArray();
            for (int i = 0; i < beats.length; i++) {
                beats[i] = new int[moves.length / 3];
            }
        }

        boolean isEmpty() {
            return count == 0;
        }

        void show() {
            to.driven[toValid] = count > 0 ? 1 : 0;
            from.driven[fromReady] = count < QUEUE_BEATS ? 1 : 0;
            for (int i = 0; i < moves.length / 3; i++) {
                to.driven[moves[3 * i + 1]] = beats[0][i];
            }
            for (int i = 0; i < constants.length; i += 2) {
                to.driven[constants[i]] = constants[i + 1];
            }
        }

        void advance(boolean isReset) {
            if (isReset) {
                count = 0;
                return;
            }
            boolean isPushed = count < QUEUE_BEATS && from.read[fromValid] != 0;
            if (count > 0 && to.read[toReady] != 0) {
                System.arraycopy(beats[1], 0, beats[0], 0, beats[0].length);
                count--;
            }
            if (isPushed) {
                for (int i = 0; i < moves.length / 3; i++) {
                    beats[count][i] = from.read[moves[3 * i]] & moves[3 * i + 2];
                }
                count++;
            }
        }
    }
}
