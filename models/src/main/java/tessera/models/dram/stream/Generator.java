package tessera.models.dram.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.Nearest;

/**
 * The patterns of generated streams. <b>Source:</b> the reference streams of the DRAM comparison, re-implemented; the
 * lists are equal address by address.
 */
enum Generator {
    /** Consecutive transactions. */
    SEQ,
    /** Transactions at a fixed distance. */
    STRIDE,
    /** Uniformly random transactions. */
    RAND,
    /** Token j is kept with probability keep; its vector of {@code row} bytes is read; ascending order. */
    GATHER_SORTED,
    /** Uniformly random vectors, with replacement. */
    GATHER_RAND,
    /** Per kept token its key vector, then its value vector half the footprint above. */
    KV_ALT,
    /** Read i, write half the footprint above i. */
    COPY;

    private static final List<String> NAMES = Arrays.stream(values())
            .map(generator -> generator.name().toLowerCase(Locale.ROOT))
            .toList();

    static List<String> names() {
        return NAMES;
    }

    static Generator of(String name) {
        int index = NAMES.indexOf(name.strip());
        if (index < 0) {
            throw Nearest.unknown("address stream", name, NAMES);
        }
        return values()[index];
    }

    /** The transactions of a stream. */
    static AddressStream generate(String text, StreamParams params) {
        StreamBuilder builder = new StreamBuilder(params.count(), params.size());
        Lcg random = new Lcg(params.seed());
        switch (params.generator()) {
            case SEQ -> stride(builder, params, params.size());
            case STRIDE -> stride(builder, params, params.stride());
            case RAND -> random(builder, params, random);
            case GATHER_SORTED -> gatherSorted(builder, params, random);
            case GATHER_RAND -> gatherRandom(builder, params, random);
            case KV_ALT -> keyValue(builder, params, random);
            case COPY -> copy(builder, params);
        }
        return builder.build(text);
    }

    private static void stride(StreamBuilder builder, StreamParams params, long stride) {
        long step = stride % params.footprintBytes();
        long address = 0;
        while (!builder.isFull()) {
            // "seq" is not cut to a multiple of the size, as in the reference.
            builder.add(params.generator() == SEQ ? address : address / params.size() * params.size(), false);
            address = (address + step) % params.footprintBytes();
        }
    }

    private static void random(StreamBuilder builder, StreamParams params, Lcg random) {
        long places = params.footprintBytes() / params.size();
        while (!builder.isFull()) {
            builder.add(random.next() % places * params.size(), false);
        }
    }

    private static void gatherSorted(StreamBuilder builder, StreamParams params, Lcg random) {
        long threshold = (long) Math.rint(params.keep() * 65536);
        long address = 0;
        while (!builder.isFull()) {
            if ((random.next() & 0xFFFF) < threshold) {
                builder.addTouched(address, params.row());
            }
            address = (address + params.row()) % params.footprintBytes();
        }
    }

    private static void gatherRandom(StreamBuilder builder, StreamParams params, Lcg random) {
        long places = params.footprintBytes() / params.row();
        while (!builder.isFull()) {
            builder.addTouched(random.next() % places * params.row(), params.row());
        }
    }

    private static void keyValue(StreamBuilder builder, StreamParams params, Lcg random) {
        long threshold = (long) Math.rint(params.keep() * 65536);
        long half = params.footprintBytes() / 2;
        long address = 0;
        while (!builder.isFull()) {
            if ((random.next() & 0xFFFF) < threshold) {
                builder.addTouched(address, params.row());
                builder.addTouched(half + address, params.row());
            }
            address = (address + params.row()) % half;
        }
    }

    private static void copy(StreamBuilder builder, StreamParams params) {
        long half = params.footprintBytes() / 2;
        long address = 0;
        while (!builder.isFull()) {
            builder.add(address, false);
            builder.add(half + address, true);
            address = (address + params.size()) % half;
        }
    }
}
