package tessera.sim.dram;

import tessera.models.dram.AddressField;
import tessera.models.dram.AddressMap;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;

/** One transaction with its address cut: filled again and again by its owner, so that nothing is allocated per request. */
final class Request {
    long address;
    long id;
    boolean isWrite;
    int channel;
    int bank;
    int row;
    int column;

    private final int[] fields = new int[AddressField.COUNT];
    private final AddressMap map;
    private final int rankCount;
    private final int bankGroupCount;
    private final int banksPerGroup;
    private final long alignment;

    Request(DramParams params) {
        map = params.map();
        DramOrganisation organisation = params.organisation();
        rankCount = organisation.rankCount();
        bankGroupCount = organisation.bankGroupCount();
        banksPerGroup = organisation.banksPerGroup();
        alignment = -organisation.transactionBytes();
    }

    /** Becomes this transaction; the address is taken down to the start of its burst. */
    void set(long byteAddress, boolean write, long newId) {
        address = byteAddress & alignment;
        isWrite = write;
        id = newId;
        map.decode(address, fields);
        channel = fields[AddressField.CHANNEL.ordinal()];
        row = fields[AddressField.ROW.ordinal()];
        column = fields[AddressField.COLUMN.ordinal()];
        int unit = fields[AddressField.PSEUDO_CHANNEL.ordinal()] * rankCount + fields[AddressField.RANK.ordinal()];
        int group = unit * bankGroupCount + fields[AddressField.BANK_GROUP.ordinal()];
        bank = group * banksPerGroup + fields[AddressField.BANK.ordinal()];
    }
}
