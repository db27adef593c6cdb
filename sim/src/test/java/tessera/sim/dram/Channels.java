package tessera.sim.dram;

import tessera.models.config.ConfigNode;
import tessera.models.dram.AddressField;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;

/** Small help for tests of one channel. */
final class Channels {
    private Channels() {}

    /** A preset with one channel and some changes. */
    static DramParams one(String preset, String... changes) {
        ConfigNode node = DramPresets.resolve(preset).with("organisation.channels=1");
        for (String change : changes) {
            node = node.with(change);
        }
        return DramPresets.params(node);
    }

    /** The address of a place of a channel; the rank is 0. */
    static long address(DramParams params, int pseudoChannel, int group, int bank, int row, int column) {
        int[] fields = new int[AddressField.COUNT];
        fields[AddressField.PSEUDO_CHANNEL.ordinal()] = pseudoChannel;
        fields[AddressField.BANK_GROUP.ordinal()] = group;
        fields[AddressField.BANK.ordinal()] = bank;
        fields[AddressField.ROW.ordinal()] = row;
        fields[AddressField.COLUMN.ordinal()] = column;
        return params.map().encode(fields);
    }

    /** Sends all transactions as early as possible, in order, and ticks until all have completed; the last clock. */
    static long run(DramPort port, long[] addresses, boolean isWrite) {
        int sent = 0;
        int done = 0;
        while (done < addresses.length) {
            while (sent < addresses.length && port.trySend(addresses[sent], isWrite, sent)) {
                sent++;
            }
            port.tick();
            while (port.hasCompletion()) {
                port.popCompletion();
                done++;
            }
        }
        return port.clock() - 1;
    }
}
