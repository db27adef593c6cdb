package tessera.sim.dram;

import tessera.models.dram.DramParams;
import tessera.models.dram.stream.AddressStream;

/** Sends the transactions of a stream to the channels, by one of the injection rules. */
abstract sealed class Injector permits ListInjector, ChannelInjector {
    final AddressStream stream;
    final DramChannel[] channels;
    /** Transactions accepted so far. */
    int sentCount;

    Injector(AddressStream stream, DramChannel[] channels) {
        this.stream = stream;
        this.channels = channels;
    }

    static Injector of(DramParams params, AddressStream stream, Injection injection, DramChannel[] channels) {
        return switch (injection.rule()) {
            case SAT, WIN, SERIAL -> new ListInjector(params, stream, injection.window(), channels);
            case PERCH, RATE -> new ChannelInjector(params, stream, new Arrivals(params, injection), channels);
        };
    }

    /**
     * Sends what the rule allows at this clock.
     *
     * @param underway transactions accepted and not completed
     */
    abstract void inject(long clock, int underway);

    /** First clock at which a transaction arrives that has not yet; {@code Long.MAX_VALUE} when all have. */
    abstract long nextArrival();

    /** Clock of arrival of a transaction, at most the clock of its acceptance. */
    abstract long arrival(long id, long acceptedClock);
}
