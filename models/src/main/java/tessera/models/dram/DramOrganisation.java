package tessera.models.dram;

/**
 * How a memory is built. Every count is a power of two, because address fields are bits.
 *
 * @param channelCount channels, each with its own controller, ≥ 1
 * @param pseudoChannelCount pseudo-channels of a channel, 1 where there are none
 * @param rankCount ranks of a channel (of a pseudo-channel), ≥ 1
 * @param bankGroupCount bank groups of a rank, 1 where there are none
 * @param banksPerGroup banks of a bank group
 * @param rowCount rows of a bank
 * @param pageBytes bytes of one row over all devices of a rank
 * @param dataBits data wires of a channel, or of a pseudo-channel where there are some
 * @param burstLength beats of one burst
 * @param beatsPerClock beats per command clock: 2 for DDR and HBM, 8 for LPDDR5 and GDDR6, whose data clock is faster
 * @param granuleBytes bytes one step of the column address stands for; normally those of a burst
 */
public record DramOrganisation(
        int channelCount,
        int pseudoChannelCount,
        int rankCount,
        int bankGroupCount,
        int banksPerGroup,
        int rowCount,
        int pageBytes,
        int dataBits,
        int burstLength,
        int beatsPerClock,
        int granuleBytes) {

    /** Bytes that one read or write command moves. */
    public int transactionBytes() {
        return dataBits / 8 * burstLength;
    }

    /** Clocks for which one burst occupies the data wires. */
    public int burstCycles() {
        return burstLength / beatsPerClock;
    }

    /** Column addresses of a row. */
    public int columnCount() {
        return pageBytes / granuleBytes;
    }

    /** Units of refresh: the ranks of all pseudo-channels of one channel. */
    public int unitCount() {
        return pseudoChannelCount * rankCount;
    }

    /** Banks of one rank. */
    public int banksPerUnit() {
        return bankGroupCount * banksPerGroup;
    }

    /** Banks of one channel. */
    public int bankCount() {
        return unitCount() * banksPerUnit();
    }

    /** Bytes of the whole memory. */
    public long capacityBytes() {
        return (long) channelCount * bankCount() * rowCount * pageBytes;
    }

    /** Bytes per clock when every data wire of every channel is busy. */
    public long peakBytesPerClock() {
        return (long) channelCount * pseudoChannelCount * transactionBytes() / burstCycles();
    }
}
