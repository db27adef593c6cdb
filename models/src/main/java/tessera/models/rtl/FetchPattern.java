package tessera.models.rtl;

import tessera.models.machine.RtlMemoryParams;
import tessera.models.machine.SpAttenRtlParams;

/**
 * What one fetch of vectors asks of the memory, from its counts and the index table alone; the same for every row, because
 * rows begin at multiples of 64 KiB.
 *
 * @param reads of 32 bytes
 * @param serialReads of the fullest channel of each beat, summed over the beats: reads that follow one another when each
 *     beat waits for the one before
 * @param rows that are opened, in all channels: runs of one bank between the first and the last address
 */
public record FetchPattern(long reads, long serialReads, long rows) {
    /** Bytes of one channel's addresses that lie in one bank before the next one begins. */
    private static final int BANK_RUN_BYTES = 512;

    /** A first pass of a row's keys. */
    static FetchPattern ofKeys(SpAttenRtlParams params, IndexRom rom, int count, int bits) {
        return new Walk(params, count, bits).keys(rom);
    }

    /** The values of a row's first {@code count} scores. */
    static FetchPattern ofValues(SpAttenRtlParams params, IndexRom rom, int count, int bits, int keyCount) {
        return new Walk(params, count, bits).values(rom, params.lines(keyCount));
    }

    /** Beat by beat through one fetch. */
    private static final class Walk {
        private final SpAttenRtlParams params;
        private final int ports;
        private final int count;
        private final int vectorBytes;
        private final int readsPerVector;
        private final int[] line;
        private final int[] channelReads;
        private long serialReads;
        private long lowest = Long.MAX_VALUE;
        private long highest;

        Walk(SpAttenRtlParams params, int count, int bits) {
            this.params = params;
            this.ports = params.fetchPorts();
            this.count = count;
            this.vectorBytes = RtlWorkload.vectorBytes(bits, RtlRow.fused(bits));
            this.readsPerVector = vectorBytes / SpAttenRtlParams.READ_BYTES;
            this.line = new int[ports];
            this.channelReads = new int[params.channels()];
        }

        FetchPattern keys(IndexRom rom) {
            for (int first = 0; first < count; first += ports) {
                for (int port = 0; port < ports; port++) {
                    line[port] = rom.index(first / ports, port);
                }
                addLine(Math.min(ports, count - first));
            }
            return result();
        }

        FetchPattern values(IndexRom rom, int scoreLines) {
            int lanes = params.keysPerLine();
            for (int first = 0; first < count; first += ports) {
                int inLine = Math.min(ports, count - first);
                for (int i = 0; i < inLine; i++) {
                    int scoreLine = (first + i) / lanes;
                    line[i] = rom.valueIndex(scoreLine, i % lanes, scoreLine == scoreLines - 1);
                }
                addLine(inLine);
            }
            return result();
        }

        private void addLine(int inLine) {
            for (int beat = 0; beat < readsPerVector; beat++) {
                java.util.Arrays.fill(channelReads, 0);
                int fullest = 0;
                for (int port = 0; port < ports; port++) {
                    int read = beat * ports + port;
                    if (read < inLine * readsPerVector) {
                        int block = line[read / readsPerVector] * readsPerVector + read % readsPerVector;
                        int inChannel = ++channelReads[block & channelReads.length - 1];
                        fullest = Math.max(fullest, inChannel);
                    }
                }
                serialReads += fullest;
            }
            for (int i = 0; i < inLine; i++) {
                lowest = Math.min(lowest, line[i]);
                highest = Math.max(highest, line[i]);
            }
        }

        private FetchPattern result() {
            long bytesPerChannel = (highest + 1 - lowest) * vectorBytes / params.channels();
            long rows = (bytesPerChannel / BANK_RUN_BYTES + RtlMemoryParams.PSEUDO_CHANNELS) * params.channels();
            return new FetchPattern((long) count * readsPerVector, serialReads, rows);
        }
    }
}
