package tessera.sim.memory;

import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;

/**
 * Memory of several channels for one client. Per channel the client pushes read requests and pops answers. The n-th burst
 * answered by a channel belongs to the n-th burst asked of it: a memory that serves out of order pairs them so, as the
 * wrapper of the released RTL does.
 */
public interface Memory {
    /** Field of a request: how many bursts it asks for, one after the other in the channel, 1 to {@link #batchLimit}. */
    int COUNT = 0;
    /** Field of an answer: cycles between its bursts. */
    int INTERVAL = 0;

    int channelCount();

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
