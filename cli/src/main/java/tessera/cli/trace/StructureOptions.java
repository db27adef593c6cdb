package tessera.cli.trace;

import picocli.CommandLine.Option;
import tessera.traces.synthetic.HeadRecipe;

/** What the heads of a synthetic trace look at. Strengths are in nats: 3 makes a key twenty times as likely. */
public final class StructureOptions {
    @Option(names = "--sink", paramLabel = "S", defaultValue = "2", description = "Strength of token 0 (default: 2).")
    private double sink;

    @Option(
            names = "--zipf",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "Key importance falls as rank^-X (default: 0.5).")
    private double zipf;

    @Option(
            names = "--local",
            paramLabel = "S",
            defaultValue = "4",
            description = "Strength of near keys, along every axis (default: 4).")
    private double local;

    @Option(
            names = "--radius",
            paramLabel = "R",
            defaultValue = "4",
            description = "How far near is, in tokens (default: 4).")
    private double radius;

    @Option(
            names = "--stripes",
            paramLabel = "S",
            defaultValue = "0",
            description = "Strength of vertical stripes (default: 0).")
    private double stripe;

    @Option(names = "--stripe-count", paramLabel = "N", defaultValue = "8", description = "How many (default: 8).")
    private int stripeCount;

    @Option(names = "--slash", paramLabel = "S", defaultValue = "0", description = "Strength of a slash (default: 0).")
    private double slash;

    @Option(
            names = "--slash-offset",
            paramLabel = "N",
            defaultValue = "32",
            description = "Its distance before the query, along the last axis (default: 32).")
    private int slashOffset;

    @Option(
            names = "--block",
            paramLabel = "S",
            defaultValue = "0",
            description = "Strength of the own block (default: 0).")
    private double block;

    @Option(names = "--block-size", paramLabel = "N", defaultValue = "64", description = "Its tokens (default: 64).")
    private int blockSize;

    @Option(names = "--noise", paramLabel = "S", defaultValue = "1", description = "Deviation of chance (default: 1).")
    private double noise;

    @Option(
            names = "--correlation",
            paramLabel = "C",
            defaultValue = "0",
            description = "Of chance from one query to the next, 0 to 1 (default: 0).")
    private double correlation;

    @Option(
            names = "--ties",
            paramLabel = "P",
            defaultValue = "0",
            description = "Share of keys that copy the one before (default: 0).")
    private double ties;

    @Option(
            names = "--diversity",
            paramLabel = "D",
            defaultValue = "0.5",
            description = "How much heads differ: strengths are multiplied by exp(D x normal) (default: 0.5).")
    private double diversity;

    /** The recipe that all heads start from. */
    public HeadRecipe recipe() {
        return new HeadRecipe(
                sink,
                zipf,
                stripe,
                stripeCount,
                local,
                radius,
                slash,
                slashOffset,
                block,
                blockSize,
                noise,
                correlation,
                ties);
    }

    public double diversity() {
        return diversity;
    }
}
