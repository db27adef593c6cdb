package tessera.sim.block;

import java.util.List;

/**
 * A valid/ready stream: a beat passes in a cycle in which both {@code <name>_valid} and {@code <name>_ready} are 1. A
 * valid beat is held, payload and all, until it is taken; ready may come and go.
 */
public final class StreamPorts {
    private final String name;
    private final PortFrame beat;
    private final Port valid;
    private final Port ready;

    /**
     * @param name prefix of the handshake ports
     * @param payload the ports that carry the beat, {@code <name>_last} among them where the stream has packets
     */
    public StreamPorts(String name, List<Port> payload) {
        this.name = name;
        this.beat = new PortFrame(payload);
        this.valid = new Port(name + "_valid", 1);
        this.ready = new Port(name + "_ready", 1);
    }

    public String name() {
        return name;
    }

    public Port valid() {
        return valid;
    }

    public Port ready() {
        return ready;
    }

    /** The payload ports, one after another, as a beat holds them. */
    public PortFrame beat() {
        return beat;
    }

    public List<Port> payload() {
        return beat.ports();
    }
}
