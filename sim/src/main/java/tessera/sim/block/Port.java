package tessera.sim.block;

/** A port of a block: its name, as in the Verilog, and its width in bits. */
public record Port(String name, int bits) {
    public Port {
        if (bits < 1) {
            throw new IllegalArgumentException("port " + name + " of " + bits + " bits");
        }
    }

    /** 32-bit words it takes in a frame. */
    public int words() {
        return (bits + Integer.SIZE - 1) / Integer.SIZE;
    }
}
