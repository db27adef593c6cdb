package tessera.sim.dram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tessera.models.dram.AddressField;
import tessera.models.dram.AddressMap;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;
import tessera.models.dram.stream.AddressStream;

/**
 * Tries address maps on a stream: every order of the fields below the row, each also with the row's low bits XORed into
 * bank group and bank, and the preset's own. Deterministic; equal results keep the order in which they were tried.
 */
public final class MapExplorer {
    /** One map and how it does. */
    public record Ranked(String map, DramResult result) {}

    private final DramParams params;
    private final DramOrganisation organisation;

    public MapExplorer(DramParams params) {
        this.params = params;
        this.organisation = params.organisation();
    }

    /** The maps that are tried, the preset's own first. */
    public List<String> candidates() {
        List<String> maps = new ArrayList<>(List.of(params.map().text()));
        List<AddressField> below = new ArrayList<>();
        for (AddressField field : AddressField.values()) {
            if (field != AddressField.ROW && field.bits(organisation) > 0) {
                below.add(field);
            }
        }
        permute(below, 0, maps);
        return maps.stream().distinct().toList();
    }

    private void permute(List<AddressField> fields, int fixed, List<String> maps) {
        if (fixed == fields.size()) {
            StringBuilder map = new StringBuilder("row");
            fields.forEach(field -> map.append('.').append(field.text()));
            maps.add(map.toString());
            String terms = rowTerms();
            if (!terms.isEmpty()) {
                maps.add(map + terms);
            }
            return;
        }
        for (int i = fixed; i < fields.size(); i++) {
            List<AddressField> next = new ArrayList<>(fields);
            next.add(fixed, next.remove(i));
            permute(next, fixed + 1, maps);
        }
    }

    /** Low row bits into bank group and bank, as far as there are any. */
    private String rowTerms() {
        StringBuilder terms = new StringBuilder();
        int low = 0;
        for (AddressField field : List.of(AddressField.BANK_GROUP, AddressField.BANK)) {
            int bits = field.bits(organisation);
            if (bits > 0 && low + bits <= AddressField.ROW.bits(organisation)) {
                terms.append(String.format(Locale.ROOT, "; %s ^= row[%d:%d]", field.text(), low + bits - 1, low));
                low += bits;
            }
        }
        return terms.toString();
    }

    /** Every candidate with its result, fewest cycles first. */
    public List<Ranked> rank(AddressStream stream, Injection injection) {
        List<Ranked> ranked = new ArrayList<>();
        for (String map : candidates()) {
            DramParams tried = params.withMap(AddressMap.parse(map, organisation));
            ranked.add(new Ranked(map, DramSystem.run(tried, stream, injection)));
        }
        ranked.sort(Comparator.comparingLong(entry -> entry.result().cycles()));
        return ranked;
    }
}
