package tessera.models.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tessera.traces.check.InputException;

/** Text of an address map to an {@link AddressMap}. */
final class AddressMapParser {
    private static final Pattern PART = Pattern.compile("([a-z]+)(?:\\[([0-9]{1,2})(?::([0-9]{1,2}))?])?");
    private static final Pattern TERM = Pattern.compile("\\s*([a-z]+)\\s*\\^=\\s*([^\\s]+)\\s*");

    private final String text;
    private final DramOrganisation organisation;

    AddressMapParser(String text, DramOrganisation organisation) {
        this.text = text;
        this.organisation = organisation;
    }

    AddressMap parse() {
        String[] halves = text.split(";", -1);
        List<AddressMap.Slice> slices = new ArrayList<>();
        for (String part : halves[0].strip().split("\\.", -1)) {
            AddressMap.Slice slice = slice(part.strip());
            if (slice.width() > 0) {
                slices.add(slice);
            }
        }
        checkCover(slices);
        List<AddressMap.XorTerm> terms = new ArrayList<>();
        for (String term : Arrays.asList(halves).subList(1, halves.length)) {
            terms.add(term(term));
        }
        checkInvertible(terms);
        Collections.reverse(slices);
        int offsetBits = Integer.numberOfTrailingZeros(organisation.granuleBytes());
        return new AddressMap(text, offsetBits, slices, terms);
    }

    private AddressMap.Slice slice(String part) {
        Matcher form = PART.matcher(part);
        if (!form.matches()) {
            throw wrong("expected a level such as col or col[4:2], got '" + part + "'");
        }
        AddressField field = field(form.group(1));
        int bits = field.bits(organisation);
        if (form.group(2) == null) {
            return new AddressMap.Slice(field, 0, bits);
        }
        int high = Integer.parseInt(form.group(2));
        int low = form.group(3) == null ? high : Integer.parseInt(form.group(3));
        if (low > high || high >= bits) {
            throw wrong("'" + part + "': " + field.text() + " has " + bits + " bits here; expected [high:low] with "
                    + Math.max(0, bits - 1) + " ≥ high ≥ low");
        }
        return new AddressMap.Slice(field, low, high - low + 1);
    }

    private AddressMap.XorTerm term(String term) {
        Matcher form = TERM.matcher(term);
        if (!form.matches()) {
            throw wrong("expected an XOR term such as 'bank ^= col[4:3]', got '" + term.strip() + "'");
        }
        AddressField target = field(form.group(1));
        AddressMap.Slice source = slice(form.group(2));
        if (source.field() == target || source.width() > target.bits(organisation)) {
            throw wrong("'" + term.strip() + "': expected at most " + target.bits(organisation)
                    + " bits of another level, got " + source.width());
        }
        return new AddressMap.XorTerm(target, source);
    }

    private AddressField field(String name) {
        try {
            return AddressField.of(name);
        } catch (InputException e) {
            throw e.at("map '" + text + "'");
        }
    }

    private void checkCover(List<AddressMap.Slice> slices) {
        for (AddressField field : AddressField.values()) {
            long seen = 0;
            for (AddressMap.Slice slice : slices) {
                if (slice.field() == field) {
                    long bits = ((1L << slice.width()) - 1) << slice.low();
                    if ((seen & bits) != 0) {
                        throw wrong("level '" + field.text() + "' has bits that stand there twice; name each once");
                    }
                    seen |= bits;
                }
            }
            int width = field.bits(organisation);
            if (seen != (1L << width) - 1) {
                throw wrong("does not cover the address: " + missing(field, seen, width) + " missing; expected all of "
                        + needed());
            }
        }
    }

    private static String missing(AddressField field, long seen, int width) {
        if (seen == 0) {
            return "level '" + field.text() + "' (" + width + " bits) is";
        }
        return "bit " + Long.numberOfTrailingZeros(~seen) + " of level '" + field.text() + "' is";
    }

    private String needed() {
        return Arrays.stream(AddressField.values())
                .filter(field -> field.bits(organisation) > 0)
                .map(field -> field.text() + " (" + field.bits(organisation) + " bits)")
                .collect(Collectors.joining(", "));
    }

    private void checkInvertible(List<AddressMap.XorTerm> terms) {
        for (AddressMap.XorTerm term : terms) {
            for (AddressMap.XorTerm other : terms) {
                if (term.target() == other.source().field()) {
                    throw wrong("level '" + term.target().text() + "' is both changed by one XOR term and the source of"
                            + " another; use unchanged levels as sources");
                }
            }
        }
    }

    private InputException wrong(String problem) {
        return new InputException("map '" + text + "': " + problem);
    }
}
