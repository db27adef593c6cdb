package tessera.hdl.emit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Refuses modules with bits that nothing reads: they would be lint warnings for the user, and mostly mean that the
 * author forgot something. Outputs are read by whoever is outside; claims do not count as reading.
 */
final class ReadCheck {
    private final IdentityHashMap<Signal, BitSet> readBits = new IdentityHashMap<>();
    private final Set<Constant> readConstants = new HashSet<>();

    private ReadCheck() {}

    static void check(HdlModule module) {
        ReadCheck check = new ReadCheck();
        for (Item item : module.items()) {
            Walk.reads(item, check::read);
        }
        List<String> unread = check.unread(module);
        if (!unread.isEmpty()) {
            throw new NetlistException(module.name(), "never read: " + String.join(", ", unread));
        }
    }

    private void read(Expression expression) {
        if (expression instanceof Expression.Slice slice) {
            bits(slice.signal()).set(slice.low(), slice.high() + 1);
        } else if (expression instanceof Signal signal) {
            bits(signal).set(0, signal.width());
        } else if (expression instanceof Constant constant) {
            readConstants.add(constant);
        } else {
            expression.operands().forEach(this::read);
        }
    }

    private BitSet bits(Signal signal) {
        return readBits.computeIfAbsent(signal, any -> new BitSet());
    }

    private List<String> unread(HdlModule module) {
        List<String> unread = new ArrayList<>();
        for (Signal signal : Walk.signals(module)) {
            BitSet bits = bits(signal);
            boolean isIgnored = signal.name().startsWith("unused_");
            if (signal.kind() == Signal.Kind.OUTPUT || isIgnored || bits.cardinality() == signal.width()) {
                continue;
            }
            unread.add(bits.isEmpty() ? signal.name() : signal.name() + " bit " + bits.nextClearBit(0));
        }
        for (Item item : module.items()) {
            if (item instanceof Item.Named named && !readConstants.contains(named.constant())) {
                unread.add(named.constant().name());
            }
        }
        return unread;
    }
}
