package tessera.sim.memory;

import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;

/**
 * Memory of several channels for one client. Per channel the client pushes read requests and pops answers; answers of a
 * channel may come in another order than the requests.
 */
public interface Memory {
    /** Index of a request's field that carries its tag. */
    int TAG = 0;

    int channelCount();

    /** The channel that an address belongs to. */
    int channelOf(long address);

    /** Read requests: the word is the byte address of a burst, field {@link #TAG} the client's tag. */
    Fifo requests(int channel);

    /** Answers: the word is the tag of the request. */
    Fifo responses(int channel);

    /** Adds the channels to a machine, wired to the client. */
    void addTo(SimulationBuilder builder, Component client);

    /** Bursts accepted so far. */
    long requestCount();
}
