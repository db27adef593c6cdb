package tessera.sim.dram;

import tessera.models.dram.DramParams;
import tessera.models.dram.stream.AddressStream;

/** One list per channel in stream order, two sends per channel and clock; transactions may arrive over time. */
final class ChannelInjector extends Injector {
    private static final int SENDS_PER_CLOCK = 2;

    private final Arrivals arrivals;
    private final Request[] heads;
    /** Transactions of channel c: {@code byChannel[first[c]] … byChannel[first[c + 1] - 1]}. */
    private final int[] byChannel;

    private final int[] first;
    private final int[] position;
    private long nextArrival;

    ChannelInjector(DramParams params, AddressStream stream, Arrivals arrivals, DramChannel[] channels) {
        super(stream, channels);
        arrivals.check(stream.length());
        this.arrivals = arrivals;
        heads = new Request[channels.length];
        first = new int[channels.length + 1];
        byChannel = new int[stream.length()];
        sort(new Request(params));
        position = first.clone();
        for (int channel = 0; channel < channels.length; channel++) {
            heads[channel] = new Request(params);
            take(channel);
        }
    }

    private void sort(Request cut) {
        int[] channelOf = new int[stream.length()];
        for (int i = 0; i < stream.length(); i++) {
            cut.set(stream.address(i), false, i);
            channelOf[i] = cut.channel;
            first[cut.channel + 1]++;
        }
        for (int channel = 0; channel < channels.length; channel++) {
            first[channel + 1] += first[channel];
        }
        int[] next = first.clone();
        for (int i = 0; i < stream.length(); i++) {
            byChannel[next[channelOf[i]]++] = i;
        }
    }

    private void take(int channel) {
        if (position[channel] < first[channel + 1]) {
            int index = byChannel[position[channel]];
            heads[channel].set(stream.address(index), stream.isWrite(index), index);
        }
    }

    @Override
    void inject(long clock, int underway) {
        nextArrival = Long.MAX_VALUE;
        for (int channel = 0; channel < channels.length; channel++) {
            int room = SENDS_PER_CLOCK;
            while (position[channel] < first[channel + 1]) {
                long arrival = arrivals.of(heads[channel].id);
                if (arrival > clock) {
                    nextArrival = Math.min(nextArrival, arrival);
                    break;
                }
                if (room-- == 0 || !channels[channel].offer(clock, heads[channel])) {
                    break;
                }
                sentCount++;
                position[channel]++;
                take(channel);
            }
        }
    }

    @Override
    long nextArrival() {
        return nextArrival;
    }

    @Override
    long arrival(long id, long acceptedClock) {
        return arrivals.isOpenLoop() ? arrivals.of(id) : acceptedClock;
    }
}
