package tessera.sim.memory;

import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;

/**
 * Memory of several channels for one client. Per channel the client pushes read requests and pops answers. A channel that
 * does not take requests leaves them in their Fifo, and the client's {@code canPush} says no.
 *
 * <p>Where {@link #isOrdered}, the n-th burst answered by a channel belongs to the n-th burst asked of it. Where not,
 * each answer is one burst and carries the tag of its request.
 */
public interface Memory {
    /** Field of a request: how many bursts it asks for, one after the other in the channel, 1 to {@link #batchLimit}. */
    int COUNT = 0;
    /** Field of a request to a memory that is not ordered: any number, which comes back with the answer. */
    int TAG = 1;
    /** Field of an answer: cycles between its bursts. */
    int INTERVAL = 0;
    /** Field of an answer of a memory that is not ordered: the tag of its request. */
    int ANSWERED_TAG = 1;
    /**
     * Field of an answer of a memory that is not ordered: the ordinal of the {@link tessera.sim.dram.DramWait} that took most
     * of the burst's time in the channel, what a client that has waited for it can charge its cycles to.
     */
    int CAUSE = 2;

    int channelCount();

    /** Whether a channel answers in the order of requests; otherwise requests and answers carry tags. */
    boolean isOrdered();

    /** The channel that an address belongs to. */
    int channelOf(long address);

    /**
     * Bursts in one request at most. A batch takes the same time as its bursts sent in successive cycles; a memory to which
     * every address matters takes no more than 1.
     */
    int batchLimit();

    /** Read requests: the word is the byte address of the first burst, field {@link #COUNT} how many. */
    Fifo requests(int channel);

    /**
     * Answers: the word is how many bursts; the first is there when the word is visible, each further one
     * {@link #INTERVAL} cycles after the one before.
     */
    Fifo responses(int channel);

    /** Adds the channels to a machine, wired to the client. */
    void addTo(SimulationBuilder builder, Component client);

    /** Bursts accepted so far. */
    long requestCount();
}
