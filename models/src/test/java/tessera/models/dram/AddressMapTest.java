package tessera.models.dram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class AddressMapTest {
    /** 4 channels, 2 pseudo-channels, 1 rank, 4 bank groups of 2 banks, 16 rows, 8 columns of 32 bytes. */
    private static final DramOrganisation SMALL = new DramOrganisation(4, 2, 1, 4, 2, 16, 256, 64, 4, 2, 32);

    @Test
    void cutsFieldsFromTheMostSignificantDown() {
        AddressMap map = AddressMap.parse("row.bank.bankgroup.pc.col.ch", SMALL);
        // row 0b1010, bank 1, bankgroup 0b10, pc 1, col 0b101, ch 0b11, offset 0b00111:
        // 1010 1 10 1 101 11 00111
        int address = 0b1010_1_10_1_101_11_00111;
        assertArrayEquals(new int[] {3, 1, 0, 2, 1, 10, 5}, decode(map, address));
        assertEquals(1L << 18, map.capacityBytes());
    }

    @Test
    void cutsSplitFieldsAndXorsThem() {
        AddressMap map = AddressMap.parse(
                "row.col[2:2].bank.bankgroup.pc.col[1:0].ch; pc ^= col[0]; bankgroup ^= col[2:1]", SMALL);
        // row 0b0011, col[2] 1, bank 0, bankgroup 0b01, pc 0, col[1:0] 0b11, ch 0b00 → col 7, pc 0^1, bankgroup 01^11.
        int address = 0b0011_1_0_01_0_11_00_00000;
        assertArrayEquals(new int[] {0, 1, 0, 0b10, 0, 3, 7}, decode(map, address));
    }

    @Test
    void everyPresetMapIsOneToOne() {
        for (String name : DramPresets.names()) {
            DramParams params = DramPresets.params(name);
            AddressMap map = params.map();
            long granule = params.organisation().granuleBytes();
            assertEquals(params.organisation().capacityBytes(), map.capacityBytes(), name);
            Random random = new Random(7);
            for (int i = 0; i < 2000; i++) {
                long address = (random.nextLong() >>> 1) % map.capacityBytes() / granule * granule;
                assertEquals(address, map.encode(decode(map, address)), name + ", seed 7, draw " + i);
            }
        }
    }

    /** The reference's words for MOP4CLXOR on HBM2, done step by step. */
    @Test
    void mop4clxorFollowsItsDefinition() {
        AddressMap map = DramPresets.params("r2-hbm2-m").map();
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            long address = (random.nextLong() >>> 1) % (1L << 33) / 32 * 32;
            long rest = address >> 5;
            int channel = (int) (rest & 15);
            rest >>= 4;
            int low = (int) (rest & 3);
            rest >>= 2;
            int pc = (int) (rest & 1);
            rest >>= 1;
            int group = (int) (rest & 3);
            rest >>= 2;
            int bank = (int) (rest & 3);
            rest >>= 2;
            int column = (int) (rest & 7) << 2 | low;
            rest >>= 3;
            int[] expected = {
                channel, pc ^ column & 1, 0, group ^ column >> 1 & 3, bank ^ column >> 3 & 3, (int) rest, column
            };
            assertArrayEquals(expected, decode(map, address), "seed 11, draw " + i);
        }
    }

    @Test
    void refusesWhatDoesNotCoverTheAddressOrNamesNoLevel() {
        assertMessage(
                "row.bank.pc.col.ch",
                "map 'row.bank.pc.col.ch': does not cover the address: level 'bankgroup' (2 bits) is missing; expected all"
                        + " of ch (2 bits), pc (1 bits), bankgroup (2 bits), bank (1 bits), row (4 bits), col (3 bits)");
        assertMessage(
                "row.bnak.bankgroup.pc.col.ch",
                "map 'row.bnak.bankgroup.pc.col.ch': unknown level in the address map 'bnak': expected one of ch, pc, rank,"
                        + " bankgroup, bank, row, col; did you mean 'bank'?");
        assertMessage(
                "row.bank.bankgroup.pc.col.ch.bank",
                "map 'row.bank.bankgroup.pc.col.ch.bank': level 'bank' has bits that stand there twice; name each once");
        assertMessage(
                "row.bank.bankgroup.pc.col[2:1].ch",
                "map 'row.bank.bankgroup.pc.col[2:1].ch': does not cover the address: bit 0 of level 'col' is missing;"
                        + " expected all of ch (2 bits), pc (1 bits), bankgroup (2 bits), bank (1 bits), row (4 bits), col"
                        + " (3 bits)");
        assertMessage(
                "row.bank.bankgroup.pc.col[3:0].ch",
                "map 'row.bank.bankgroup.pc.col[3:0].ch': 'col[3:0]': col has 3 bits here; expected [high:low] with 2 ≥"
                        + " high ≥ low");
        assertMessage(
                "row.bank.bankgroup.pc.col.ch; bank ^= row[1:0]",
                "map 'row.bank.bankgroup.pc.col.ch; bank ^= row[1:0]': 'bank ^= row[1:0]': expected at most 1 bits of"
                        + " another level, got 2");
        assertMessage(
                "row.bank.bankgroup.pc.col.ch; bank ^= row[0]; row ^= bank",
                "map 'row.bank.bankgroup.pc.col.ch; bank ^= row[0]; row ^= bank': level 'bank' is both changed by one XOR"
                        + " term and the source of another; use unchanged levels as sources");
        assertMessage(
                "row.bank.bankgroup.pc.col.ch; bank = row[0]",
                "map 'row.bank.bankgroup.pc.col.ch; bank = row[0]': expected an XOR term such as 'bank ^= col[4:3]', got"
                        + " 'bank = row[0]'");
    }

    @Test
    void refusesAddressesBeyondTheDevice() {
        AddressMap map = AddressMap.parse("row.bank.bankgroup.pc.col.ch", SMALL);
        map.check((1L << 18) - 1, "here");
        InputException e = assertThrows(InputException.class, () -> map.check(1L << 18, "a.txt:3"));
        assertEquals(
                "a.txt:3: address 0x40000 lies beyond the device (0 MiB, last address 0x3ffff); use lower addresses or a"
                        + " smaller foot=",
                e.getMessage());
    }

    private static void assertMessage(String map, String message) {
        InputException e = assertThrows(InputException.class, () -> AddressMap.parse(map, SMALL));
        assertEquals(message, e.getMessage());
    }

    private static int[] decode(AddressMap map, long address) {
        int[] fields = new int[AddressField.COUNT];
        map.decode(address, fields);
        return fields;
    }
}
