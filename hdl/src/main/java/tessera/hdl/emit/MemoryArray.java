package tessera.hdl.emit;

/** The storage inside a memory module: {@code depth} words of {@code wordBits} bits. Only {@link Memories} makes one. */
public final class MemoryArray {
    private final String moduleName;
    private final String name;
    private final int depth;
    private final int wordBits;

    MemoryArray(String moduleName, String name, int depth, int wordBits) {
        this.moduleName = moduleName;
        this.name = Names.checkedSignal(moduleName, name);
        this.depth = depth;
        this.wordBits = wordBits;
        if (depth < 2 || wordBits < 1) {
            throw new NetlistException(
                    moduleName,
                    "memory " + name + " of " + depth + " words of " + wordBits + " bits; at least 2 words of 1 bit");
        }
    }

    String name() {
        return name;
    }

    int depth() {
        return depth;
    }

    int wordBits() {
        return wordBits;
    }

    void checkAddress(Expression address) {
        int addressBits = Widths.toIndex(depth);
        if (address.width() != addressBits) {
            throw new NetlistException(
                    moduleName,
                    "memory " + name + " of " + depth + " words takes an address of " + addressBits + " bits, but "
                            + Origin.sized(address));
        }
    }

    void checkWord(Expression word) {
        if (word.width() != wordBits) {
            throw new NetlistException(
                    moduleName, "memory " + name + " has words of " + wordBits + " bits, but " + Origin.sized(word));
        }
    }
}
