package tessera.sim.dram;

import tessera.models.dram.DramParams;
import tessera.models.dram.stream.AddressStream;

/** One list for all channels: in order, up to one send per channel and clock, stopping at the first refusal. */
final class ListInjector extends Injector {
    private final int window;
    private final Request head;

    ListInjector(DramParams params, AddressStream stream, int window, DramChannel[] channels) {
        super(stream, channels);
        this.window = window;
        head = new Request(params);
        head.set(stream.address(0), stream.isWrite(0), 0);
    }

    @Override
    void inject(long clock, int underway) {
        int room = Math.min(channels.length, window - underway);
        while (room > 0 && sentCount < stream.length() && channels[head.channel].offer(clock, head)) {
            room--;
            sentCount++;
            if (sentCount < stream.length()) {
                head.set(stream.address(sentCount), stream.isWrite(sentCount), sentCount);
            }
        }
    }

    @Override
    long nextArrival() {
        return Long.MAX_VALUE;
    }

    @Override
    long arrival(long id, long acceptedClock) {
        return acceptedClock;
    }
}
