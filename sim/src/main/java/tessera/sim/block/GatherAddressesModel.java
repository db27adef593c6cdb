package tessera.sim.block;

import java.util.List;
import tessera.models.block.GatherAddressesParams;

/** The address generator cycle by cycle: a beat of indices occupies it for as many cycles as a vector has bursts. */
public final class GatherAddressesModel implements BlockModel {
    private final GatherAddressesParams params;
    private final BlockPorts ports;
    private final long[] addresses;
    private final int baseValid;
    private final int baseAddress;
    private final int baseReady;
    private final int inValid;
    private final int inLast;
    private final int inMask;
    private final int inIndices;
    private final int inReady;
    private final int outReady;
    private final int outValid;
    private final int outLast;
    private final int outMask;
    private final int outAddresses;

    private boolean hasBase;
    private long base;
    private boolean isBusy;
    private int burst;
    private boolean isLast;
    private long mask;

    public GatherAddressesModel(GatherAddressesParams params) {
        this.params = params;
        this.ports = ports(params);
        this.addresses = new long[params.lanes()];
        PortFrame driven = ports.driven();
        PortFrame read = ports.read();
        this.baseValid = driven.word("base_valid");
        this.baseAddress = driven.word("base_address");
        this.baseReady = read.word("base_ready");
        this.inValid = driven.word("in_valid");
        this.inLast = driven.word("in_last");
        this.inMask = driven.word("in_mask");
        this.inIndices = driven.word("in_indices");
        this.inReady = read.word("in_ready");
        this.outReady = driven.word("out_ready");
        this.outValid = read.word("out_valid");
        this.outLast = read.word("out_last");
        this.outMask = read.word("out_mask");
        this.outAddresses = read.word("out_addresses");
    }

    /** Ports: {@code base} (address), {@code in} (last, mask, indices) and {@code out} (last, mask, addresses). */
    public static BlockPorts ports(GatherAddressesParams params) {
        return new BlockPorts(
                List.of(
                        new StreamPorts("base", List.of(new Port("base_address", params.addressBits()))),
                        new StreamPorts(
                                "in",
                                List.of(
                                        new Port("in_last", 1),
                                        new Port("in_mask", params.lanes()),
                                        new Port("in_indices", params.lanes() * params.indexBits())))),
                List.of(new StreamPorts(
                        "out",
                        List.of(
                                new Port("out_last", 1),
                                new Port("out_mask", params.lanes()),
                                new Port("out_addresses", params.lanes() * params.addressBits())))));
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            hasBase = false;
            isBusy = false;
            return;
        }
        boolean isEnd = burst + 1 == params.bursts();
        boolean isGiven = isBusy && driven[outReady] != 0;
        boolean isReady = hasBase && (!isBusy || (isGiven && isEnd));
        show(read, care, isReady, isEnd);
        boolean takesBase = !hasBase && driven[baseValid] != 0;
        if (isGiven) {
            isBusy = !isEnd;
            burst++;
            for (int lane = 0; lane < addresses.length; lane++) {
                addresses[lane] += params.burstBytes();
            }
        }
        if (isReady && driven[inValid] != 0) {
            take(driven);
            hasBase = driven[inLast] == 0;
        }
        if (takesBase) {
            hasBase = true;
            base = PortBits.get(driven, baseAddress, 0, params.addressBits());
        }
    }

    private void take(int[] driven) {
        isBusy = true;
        burst = 0;
        isLast = driven[inLast] != 0;
        mask = PortBits.get(driven, inMask, 0, params.lanes());
        for (int lane = 0; lane < addresses.length; lane++) {
            long index = PortBits.get(driven, inIndices, lane * params.indexBits(), params.indexBits());
            addresses[lane] = base + index * params.vectorBytes();
        }
    }

    private void show(int[] read, int[] care, boolean isReady, boolean isEnd) {
        PortBits.show(read, care, baseReady, !hasBase);
        PortBits.show(read, care, inReady, isReady);
        PortBits.show(read, care, outValid, isBusy);
        if (isBusy) {
            PortBits.show(read, care, outLast, isLast && isEnd);
            PortBits.put(read, outMask, 0, params.lanes(), mask);
            PortBits.fillOnes(care, outMask, params.lanes());
            for (int lane = 0; lane < addresses.length; lane++) {
                int bit = lane * params.addressBits();
                PortBits.put(read, outAddresses, bit, params.addressBits(), addresses[lane]);
                if ((mask >>> lane & 1) != 0) {
                    PortBits.put(care, outAddresses, bit, params.addressBits(), -1);
                }
            }
        }
    }

    @Override
    public boolean hasWork() {
        return isBusy || hasBase;
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
